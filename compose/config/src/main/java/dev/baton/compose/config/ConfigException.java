package dev.baton.compose.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that the user wrote cannot be used. The exception names every problem, not only the
 * first.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** In the order in which they were found; at least one. */
  private final transient List<Problem> problems;

  /** Creates the exception; its message has one line for each problem. */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, in the order in which they were found. */
  public List<Problem> problems() {
    return problems;
  }
}
