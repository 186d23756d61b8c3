package dev.baton.compose.convert.keepalived;

import dev.baton.compose.config.Sources;
import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines of one host: without comments, with the conditions decided, the definitions put
 * in, the included files in their places, and each brace on a line of its own.
 */
final class LineReader {

  private static final Pattern INCLUDE = Pattern.compile("include[rmwba]?[ \\t]+(.*)");
  private static final Pattern CONDITION = Pattern.compile("@(\\^?)(\\S*)(?:[ \\t]+(.*))?");

  /** A definition of several lines may use itself; this ends it. */
  private static final int MOST_STEPS = 100_000;

  /** Of all lines that come out: a long value may stand in many of them. */
  private static final int MOST_CHARACTERS = 1 << 22;

  private static final int MOST_INCLUDED = 100;
  private static final int DEEPEST_INCLUDE = 8;

  private final String configId;
  private final Includes includes;
  private final Findings findings;
  private final Definitions definitions;
  private final List<Line> lines = new ArrayList<>();
  private final SortedMap<String, Place> otherIds = new TreeMap<>();
  private int included;
  private int steps;
  private int characters;

  LineReader(String configId, Includes includes, Findings findings) {
    this.configId = configId;
    this.includes = includes;
    this.findings = findings;
    this.definitions = new Definitions(configId);
  }

  /** Reads a file. What is wrong is said to the findings. */
  List<Line> read(Sources.Document file) {
    read(file, 0);
    return lines;
  }

  /** Returns the config-ids that lines were passed over for, each with one of these lines. */
  SortedMap<String, Place> otherIds() {
    return otherIds;
  }

  private void read(Sources.Document file, int depth) {
    Optional<Definitions.Definition> open = Optional.empty();
    int number = 0;
    for (String raw : file.text().split("\n", -1)) {
      number++;
      Place place = Place.line(file.name(), number);
      if (!isText(raw, place) || isTooMuch(place)) {
        return;
      }
      String line = Comments.without(raw.replaceFirst("\r+$", ""));
      if (open.isPresent()) {
        open = goOn(open.orElseThrow(), line);
      } else {
        open = line(line, place, depth);
      }
    }
    open.ifPresent(definitions::set);
  }

  private Optional<Definitions.Definition> goOn(Definitions.Definition open, String line) {
    open.lines().add(line);
    if (open.continues()) {
      return Optional.of(open);
    }
    definitions.set(open);
    return Optional.empty();
  }

  private boolean isText(String raw, Place place) {
    Optional<Integer> control =
        raw.chars()
            .filter(unit -> (unit < ' ' && "\t\r\f\013".indexOf(unit) < 0) || unit == 0x7f)
            .boxed()
            .findFirst();
    boolean alone = raw.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    if (control.isPresent() || alone) {
      findings.wrong(
          place,
          "",
          String.format(
              "character U+%04X is none of a text; is this a keepalived.conf?",
              control.orElse(0xD800)));
    }
    return control.isEmpty() && !alone;
  }

  private boolean isTooMuch(Place place) {
    boolean much = ++steps > MOST_STEPS || characters > MOST_CHARACTERS;
    if (much) {
      findings.wrong(
          place,
          "",
          "more than "
              + MOST_STEPS
              + " lines or 4 Mi characters are to be read up to here, with all definitions put in");
    }
    return much;
  }

  /** Takes one line; returns the definition that it begins and does not end. */
  private Optional<Definitions.Definition> line(String text, Place place, int depth) {
    Deque<String> rest = new ArrayDeque<>(List.of(text));
    while (!rest.isEmpty() && !isTooMuch(place)) {
      Optional<String> meant = meant(rest.pop().strip(), place);
      if (meant.isEmpty()) {
        continue;
      }
      String line = meant.orElseThrow();
      Optional<Definitions.Definition> definition = Definitions.parse(line);
      if (definition.isPresent() && definition.orElseThrow().continues()) {
        return definition;
      }
      if (definition.isPresent()) {
        definitions.set(definition.orElseThrow());
      } else {
        expand(line, place, depth, rest);
      }
    }
    return Optional.empty();
  }

  /** Returns what stands behind a condition that holds; empty if there is nothing for this host. */
  private Optional<String> meant(String line, Place place) {
    String left = line;
    while (left.startsWith("@")) {
      Matcher condition = CONDITION.matcher(left);
      if (!condition.matches() || condition.group(3) == null) {
        return Optional.empty();
      }
      String id = condition.group(2);
      if (id.equals(configId) == condition.group(1).equals("^")) {
        otherIds.putIfAbsent(id, place);
        return Optional.empty();
      }
      left = condition.group(3).strip();
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(left);
  }

  private void expand(String line, Place place, int depth, Deque<String> rest) {
    if (line.startsWith("~SEQ") || line.startsWith("~LST")) {
      findings.wrong(
          place, line.substring(0, 4), "is not read here; write out the lines that it makes");
      return;
    }
    List<String> put = putIn(line, place);
    if (put.size() > 1 || !put.contains(line)) {
      for (int index = put.size() - 1; index >= 0; index--) {
        rest.push(Comments.without(put.get(index)));
      }
      return;
    }
    Matcher include = INCLUDE.matcher(line);
    if (include.matches()) {
      include(include.group(1), place, depth);
    } else {
      split(line, place, rest);
    }
  }

  /** Returns the line with its definitions put in; no line if they are not right. */
  private List<String> putIn(String line, Place place) {
    try {
      return line.indexOf('$') < 0 ? List.of(line) : definitions.putIn(line);
    } catch (IllegalArgumentException e) {
      findings.wrong(place, line.split("[ \\t]", 2)[0], String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void include(String pattern, Place place, int depth) {
    try {
      List<Sources.Document> files = includes.read(place.file(), pattern);
      if (files.isEmpty()) {
        findings.left(place, "include", pattern + " fits no file");
      }
      for (Sources.Document file : files) {
        if (depth >= DEEPEST_INCLUDE || ++included > MOST_INCLUDED) {
          findings.wrong(place, "include", "too many files include each other");
          return;
        }
        read(file, depth + 1);
      }
    } catch (IllegalArgumentException e) {
      findings.wrong(
          place,
          "include",
          pattern + ": " + e.getMessage() + "; put the file there, or take the line out of a copy");
    }
  }

  /** Takes what stands before the first brace, or the brace; the rest of the line comes later. */
  private void split(String line, Place place, Deque<String> rest) {
    characters += line.length();
    int brace = brace(line);
    if (brace < 0) {
      lines.add(new Line(place, line));
      return;
    }
    int end = brace == 0 ? 1 : brace;
    lines.add(new Line(place, line.substring(0, end).strip()));
    if (end < line.length()) {
      rest.push(line.substring(end));
    }
  }

  private static int brace(String line) {
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char next = line.charAt(at);
      if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && (next == '{' || next == '}')) {
        return at;
      }
    }
    return -1;
  }
}
