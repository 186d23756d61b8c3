package dev.baton.azure;

import com.azure.core.util.Context;
import dev.baton.spi.ActuatorException;
import java.time.Duration;
import java.util.Optional;

/** One call to Resource Manager on its way through the pipeline; belongs to one thread. */
final class Call {
  /** Under this key it travels in the SDK's context. */
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

  /** Returns the context that carries it. */
  Context context() {
    return new Context(KEY, this);
  }

  String action() {
    return action;
  }

  /** Tells whether it changes something: just those are conditional on an ETag. */
  boolean writes() {
    return ifMatch.isPresent();
  }

  Optional<String> ifMatch() {
    return ifMatch;
  }

  /**
   * Returns how long it may still take.
   *
   * @throws ActuatorException when nothing is left: to find out who we are took too long, and a
   *     write that leaves now would outlive its assignment
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

  /** Keeps where the operation can be followed that it began. */
  void began(String url) {
    operation = Optional.of(url);
  }

  Optional<String> operation() {
    return operation;
  }
}
