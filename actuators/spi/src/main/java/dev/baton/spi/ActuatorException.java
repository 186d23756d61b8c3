package dev.baton.spi;

import java.time.Duration;
import java.util.Optional;

/** Why an actuator could not do, or cannot tell that it did, what it was asked to. */
public final class ActuatorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is to be done about it. */
  public enum Kind {
    /** Too many calls in the account: wait, and try again. */
    THROTTLED,
    /** The platform fails, or is busy with an operation that is under way: try again. */
    TRANSIENT,
    /** The call may have taken effect and its answer was lost: read, then try again. */
    UNKNOWN_OUTCOME,
    /** Somebody else changed what the write was conditional on: read anew, then try again. */
    LOST_RACE,
    /** A higher epoch was read: nothing more is to be done for this one. */
    SUPERSEDED,
    /** The time for the move is spent. */
    OVER_BUDGET,
    /** Will fail each time until somebody repairs it: permissions, missing or unfit resources. */
    PERMANENT;

    /** Tells whether trying again can help. */
    public boolean mayPass() {
      return switch (this) {
        case THROTTLED, TRANSIENT, UNKNOWN_OUTCOME, LOST_RACE -> true;
        case SUPERSEDED, OVER_BUDGET, PERMANENT -> false;
      };
    }
  }

  private final Kind kind;
  private final String action;
  private final String code;
  private final Optional<Duration> retryAfter;

  /**
   * Creates a refusal.
   *
   * @param kind what is to be done about it
   * @param action the call that was refused, as in {@link ApiCall#action}
   * @param code the platform's own word for the error; empty if it gave none
   * @param message what is wrong, and with which resource
   */
  public ActuatorException(Kind kind, String action, String code, String message) {
    this(kind, action, code, message, Optional.empty());
  }

  /**
   * Creates a refusal of a platform that says when to come back.
   *
   * @param retryAfter how long to wait at least
   */
  public ActuatorException(
      Kind kind, String action, String code, String message, Optional<Duration> retryAfter) {
    super(message);
    this.kind = kind;
    this.action = action;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Returns what is to be done about it. */
  public Kind kind() {
    return kind;
  }

  /** Returns the call that was refused. */
  public String action() {
    return action;
  }

  /** Returns the platform's own word for the error; empty if it gave none. */
  public String code() {
    return code;
  }

  /** Returns how long the platform wants to be left alone, if it said so. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
