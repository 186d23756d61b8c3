package dev.baton.runtime.core;

import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.Assignment;
import java.time.Duration;
import java.util.List;

/**
 * What is to be said of a binding in the log.
 *
 * @param assignment who is to be reached
 * @param result what happened
 * @param detail why, or with what expectation; empty if there is nothing to add
 * @param evidence what was read, part by part
 * @param took since the command, or since the drift was seen
 * @param tries how many passes it took
 */
public record Report(
    Assignment assignment,
    OutcomeResult result,
    String detail,
    List<String> evidence,
    Duration took,
    int tries) {

  /** Freezes the list. */
  public Report {
    evidence = List.copyOf(evidence);
  }
}
