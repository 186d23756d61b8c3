package dev.baton.log;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often something failed in a row, and what was told of it: what {@link Retry} decides by. No
 * IO; times are monotonic, in ns.
 *
 * @param failures how many times in a row
 * @param since when the first of them was; without a meaning where there is none
 * @param told when each kind of failure was last told, whatever succeeded since
 */
record RetryState(int failures, long since, Map<Failure, Long> told) {

  static final RetryState NONE = new RetryState(0, 0, Map.of());

  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  static final Duration MOST_PAUSE = Duration.ofSeconds(1);

  /** A failure that lasts is told again after this long. */
  static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  RetryState {
    told = Map.copyOf(told);
  }

  /** What failed. */
  enum Failure {
    /** The log does not answer. */
    UNAVAILABLE,
    /** The log answers, and one of its topics is not there. */
    MISSING,
    /** A later writer has claimed the partition. */
    FENCED,
    /** Anything else. */
    UNEXPECTED;

    static Failure of(Throwable failure) {
      if (failure instanceof LogMissingException) {
        return MISSING;
      }
      if (failure instanceof LogUnavailableException) {
        return UNAVAILABLE;
      }
      return failure instanceof FencedException ? FENCED : UNEXPECTED;
    }
  }

  /**
   * What follows from a failure.
   *
   * @param next the state from now on
   * @param pause how long to wait before the next attempt
   * @param tells whether the failure is worth a line for an operator
   */
  record Step(RetryState next, Duration pause, boolean tells) {}

  /** Returns what follows from one more failure. */
  Step failed(Failure failure, long now) {
    Long before = told.get(failure);
    boolean tells = before == null || now - before >= BETWEEN_WARNINGS.toNanos();
    Map<Failure, Long> after = new EnumMap<>(Failure.class);
    after.putAll(told);
    if (tells) {
      after.put(failure, now);
    }
    RetryState next = new RetryState(failures + 1, failures == 0 ? now : since, after);
    return new Step(next, pause(failure), tells);
  }

  /** Returns the state after an attempt that did not fail. */
  RetryState succeeded() {
    return new RetryState(0, 0, told);
  }

  /** Tells whether any of the failures in a row was told. */
  boolean wasTold() {
    return failures > 0 && told.values().stream().anyMatch(at -> at - since >= 0);
  }

  private Duration pause(Failure failure) {
    return switch (failure) {
      case UNAVAILABLE, MISSING -> doubled();
      // A writer that claims back at once, or a fold that breaks at the same record each time,
      // would keep the log busy.
      case FENCED, UNEXPECTED -> MOST_PAUSE;
    };
  }

  private Duration doubled() {
    Duration pause = LEAST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    return pause.compareTo(MOST_PAUSE) < 0 ? pause : MOST_PAUSE;
  }
}
