package dev.baton.aws;

import dev.baton.testkit.PatientAttempt;
import java.time.Duration;

/** An attempt during which something else happens right before a certain write. */
record Interposed(String action, Runnable event) implements PatientAttempt {
  @Override
  public void read(String ignored) {}

  @Override
  public void write(String written) {
    if (written.equals(action)) {
      event.run();
    }
  }

  @Override
  public Duration timeLeft() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void did(String subject, String what) {}
}
