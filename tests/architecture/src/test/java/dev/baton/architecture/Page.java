package dev.baton.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown: its headings and its links, without what stands in fences.
 *
 * @param file where it is
 * @param lines its text outside of fences
 */
record Page(Path file, List<String> lines) {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");

  /** Reads it. */
  static Page read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the text for that of the file. */
  static Page parse(Path file, String text) {
    List<String> outside = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced) {
        outside.add(line);
      }
    }
    return new Page(file, List.copyOf(outside));
  }

  /** Returns the anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    for (String line : lines) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group(1));
        String unique = anchor;
        for (int again = 1; !anchors.add(unique); again++) {
          unique = anchor + "-" + again;
        }
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    String plain = LINK.matcher(heading).replaceAll("]").strip().toLowerCase(Locale.ROOT);
    return plain.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  /** Returns the links into this project that lead nowhere, one line each. */
  List<String> broken() {
    List<String> broken = new ArrayList<>();
    for (String line : lines) {
      Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("code"));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://") && !leadsSomewhere(target)) {
          broken.add(file.getFileName() + ": " + target);
        }
      }
    }
    return broken;
  }

  private boolean leadsSomewhere(String target) {
    int hash = target.indexOf('#');
    if (hash == 0) {
      return anchors().contains(target.substring(1));
    }
    Path there = file.resolveSibling(hash < 0 ? target : target.substring(0, hash)).normalize();
    if (hash < 0 || !Files.isRegularFile(there)) {
      return hash < 0 && Files.exists(there);
    }
    return read(there).anchors().contains(target.substring(hash + 1));
  }
}
