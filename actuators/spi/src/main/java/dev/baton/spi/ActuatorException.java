package dev.baton.spi;

import java.time.Duration;
import java.util.Optional;

/** An actuator could not do what it was asked to do, or does not know whether it did. */
public final class ActuatorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the driver does about it. */
  public enum Kind {
    /** The account has made too many calls: wait, then try again. */
    THROTTLED,
    /** The platform failed, or is busy with another operation: try again. */
    TRANSIENT,
    /** The call may have taken effect, and its answer was lost: read, then try again. */
    UNKNOWN_OUTCOME,
    /**
     * Somebody else has changed the resource that the write was conditional on: read again, then
     * try again.
     */
    LOST_RACE,
    /** A higher epoch was read: do nothing more for this one. */
    SUPERSEDED,
    /** The time for the move is over. */
    OVER_BUDGET,
    /**
     * The call fails each time until an operator repairs the cause: permissions, missing or
     * unsuitable resources.
     */
    PERMANENT;

    /** Tells whether another try can help. */
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
   * Creates the exception.
   *
   * @param kind what the driver does about it
   * @param action the refused call, as in {@link ApiCall#action}
   * @param code the platform's error code; empty if it gave none
   * @param message what is wrong, and with which resource
   */
  public ActuatorException(Kind kind, String action, String code, String message) {
    this(kind, action, code, message, Optional.empty());
  }

  /**
   * Creates the exception of a platform that says when to try again.
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

  /** Returns what the driver does about it. */
  public Kind kind() {
    return kind;
  }

  /** Returns the refused call, as in {@link ApiCall#action}. */
  public String action() {
    return action;
  }

  /** Returns the platform's error code; empty if it gave none. */
  public String code() {
    return code;
  }

  /** Returns how long to wait before the next try, if the platform said so. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
