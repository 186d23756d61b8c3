package dev.baton.compose.convert.keepalived;

import dev.baton.compose.config.Sources;
import java.util.List;

/** Finds the files that {@code include} names. */
public interface Includes {

  /** No file can be included. */
  Includes NONE =
      (from, pattern) -> {
        throw new IllegalArgumentException("no file can be included here");
      };

  /**
   * Reads the files.
   *
   * @param from the name of the file that includes them; a relative pattern begins at its folder
   * @param pattern a path, perhaps with the wildcards of glob(7)
   * @return the files, sorted by name; none if wildcards fit no file
   * @throws IllegalArgumentException when a file cannot be read; the message says why
   */
  List<Sources.Document> read(String from, String pattern);
}
