package dev.baton.azure;

import com.azure.core.util.Context;
import dev.baton.spi.ActuatorException;
import java.time.Duration;
import java.util.Optional;

/** One call to Resource Manager in the pipeline; belongs to one thread. */
final class Call {
  /** The key of the call in the SDK's context. */
  static final String KEY = "baton-call";

  private final String action;
  private final Optional<String> ifMatch;
  private final long endNanos;
  private Optional<String> operation = Optional.empty();

  Call(String action, Optional<String> ifMatch, Duration timeLeft) {
    this.action = action;
    this.ifMatch = ifMatch;
    this.endNanos = System.nanoTime() + timeLeft.toNanos();
  }

  /** Returns the context that carries the call. */
  Context context() {
    return new Context(KEY, this);
  }

  String action() {
    return action;
  }

  /** Tells whether the call writes. Only writes depend on an ETag. */
  boolean writes() {
    return ifMatch.isPresent();
  }

  Optional<String> ifMatch() {
    return ifMatch;
  }

  /**
   * Returns how long the call may still take.
   *
   * @throws ActuatorException when no time is left: getting a token took too long, and a write that
   *     is sent now would outlive its assignment
   */
  Duration timeLeft() {
    long left = endNanos - System.nanoTime();
    if (left <= 0) {
      throw new ActuatorException(
          ActuatorException.Kind.TRANSIENT,
          action,
          "",
          "the call's time was spent before it was sent");
    }
    return Duration.ofNanos(left);
  }

  /** Keeps the URL at which the operation that was started can be followed. */
  void began(String url) {
    operation = Optional.of(url);
  }

  Optional<String> operation() {
    return operation;
  }
}
