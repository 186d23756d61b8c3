package dev.baton.testkit;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An attempt that nobody overtakes: it follows a change for as long as it takes. */
public interface PatientAttempt extends Attempt {
  @Override
  default void join(String action) {
    write(action);
  }

  @Override
  default boolean isAwaited() {
    return true;
  }

  @Override
  default boolean follow(String action, String what, Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ActuatorException(
          ActuatorException.Kind.UNKNOWN_OUTCOME, action, "", "interrupted: " + what);
    }
  }
}
