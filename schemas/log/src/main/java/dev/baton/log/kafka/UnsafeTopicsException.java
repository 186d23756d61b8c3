package dev.baton.log.kafka;

import dev.baton.log.TopicFinding;
import java.util.List;
import java.util.stream.Collectors;

/** The topics are not such that the protocol's promises hold on them. */
public final class UnsafeTopicsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<TopicFinding> findings;

  UnsafeTopicsException(List<TopicFinding> findings) {
    super(
        findings.stream()
            .map(TopicFinding::toString)
            .collect(
                Collectors.joining(
                    System.lineSeparator() + "  ",
                    "the topics are not safe to run on:" + System.lineSeparator() + "  ",
                    "")));
    this.findings = List.copyOf(findings);
  }

  UnsafeTopicsException(String message) {
    super(message);
    this.findings = List.of();
  }

  /** Returns every setting that is not safe; empty when there are too few brokers to begin with. */
  public List<TopicFinding> findings() {
    return findings;
  }
}
