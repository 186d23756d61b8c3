package dev.baton.runtime.core;

import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.Assignment;
import java.time.Duration;
import java.util.List;

/**
 * A report on a binding, for the log.
 *
 * @param assignment where the binding must point
 * @param result what happened
 * @param detail the reason, or what clients should expect; empty if there is nothing to add
 * @param evidence what was read, part by part
 * @param took the time since the command, or since the drift was seen
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
