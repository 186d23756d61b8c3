package dev.baton.compose.convert;

import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;

/**
 * Lines of a file.
 *
 * @param file how messages name it
 * @param first the first of the lines, counted from 1
 * @param last the last of them
 */
public record Place(String file, int first, int last) {

  /** One line. */
  public static Place line(String file, int line) {
    return new Place(file, line, line);
  }

  /** Returns these lines and all up to the end of another place of the same file. */
  public Place to(Place end) {
    return end.file.equals(file) && end.last > last ? new Place(file, first, end.last) : this;
  }

  /** Returns what is wrong here, as an error names it. */
  public Problem problem(String word, String what) {
    return new Problem(
        new Origin(Origin.Kind.FILE, file + ":" + first), Plain.of(word), Plain.of(what));
  }

  @Override
  public String toString() {
    return file + ":" + first + (last > first ? "-" + last : "");
  }
}
