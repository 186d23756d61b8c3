package dev.baton.compose.convert;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Problem;
import dev.baton.compose.convert.Finding.Weight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is said about the input; each thing once. Not safe for use by several threads. */
public final class Findings {

  private final Set<Finding> findings = new LinkedHashSet<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  /** Collects. */
  public Findings() {}

  /** Says that something is not carried over, and nothing is different without it. */
  public void left(Place where, String word, String text) {
    findings.add(new Finding(where, word, Weight.LEFT, text));
  }

  /** Says that something is different. */
  public void changed(Place where, String word, String text) {
    findings.add(new Finding(where, word, Weight.CHANGED, text));
  }

  /** Says that something cannot be carried over, and without it the result would be wrong. */
  public void refused(Place where, String word, String text) {
    findings.add(new Finding(where, word, Weight.REFUSED, text));
  }

  /** Says that the input itself is not right. */
  public void wrong(Place where, String word, String text) {
    problems.add(where.problem(word, text));
  }

  /**
   * Ends the conversion if the input is not right.
   *
   * @throws ConfigException naming everything that is wrong
   */
  public void requireRight() {
    if (!problems.isEmpty()) {
      throw new ConfigException(List.copyOf(problems));
    }
  }

  /** Tells whether there is no result. */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.weight() == Weight.REFUSED);
  }

  /** Returns what was said: in the order of the files, and of the lines in each. */
  public List<Finding> all() {
    List<String> files = findings.stream().map(each -> each.where().file()).distinct().toList();
    List<Finding> sorted = new ArrayList<>();
    for (String file : files) {
      findings.stream()
          .filter(each -> each.where().file().equals(file))
          .sorted((one, other) -> Integer.compare(one.where().first(), other.where().first()))
          .forEach(sorted::add);
    }
    return sorted;
  }
}
