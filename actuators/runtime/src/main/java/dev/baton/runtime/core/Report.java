package dev.baton.runtime.core;

import dev.baton.spi.Assignment;
import java.time.Duration;
import java.util.List;

/**
 * What is to be said of a binding in the log.
 *
 * @param assignment who is to be reached
 * @param kind what happened
 * @param detail why, or with what expectation; empty if there is nothing to add
 * @param evidence what was read, part by part
 * @param took since the command, or since the drift was seen
 * @param tries how many passes it took
 */
public record Report(
    Assignment assignment,
    Kind kind,
    String detail,
    List<String> evidence,
    Duration took,
    int tries) {

  /** Freezes the list. */
  public Report {
    evidence = List.copyOf(evidence);
  }

  /** What happened. */
  public enum Kind {
    /** It points to the node, as read back. The outcome of a command. */
    PLACED,
    /** The budget is spent, and it has not been read back; trying goes on. The outcome, too. */
    NOT_PLACED,
    /** The platform refuses for good; looking goes on. The outcome, too. */
    REFUSED,
    /** A later command came before it was placed. The outcome, too. */
    SUPERSEDED,
    /** Somebody else made it point elsewhere. */
    DRIFTED,
    /** It points to the node again: after a drift, or after its outcome was another. */
    REPAIRED
  }
}
