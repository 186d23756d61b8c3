package dev.baton.azure;

import dev.baton.testkit.PatientAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A pass that nobody disturbs; keeps what was asked for. */
class Pass implements PatientAttempt {
  private static final Duration CALL = Duration.ofSeconds(5);

  final List<String> calls = new ArrayList<>();
  final List<String> steps = new ArrayList<>();

  @Override
  public void read(String action) {
    calls.add(action);
  }

  @Override
  public void write(String action) {
    calls.add(action);
  }

  @Override
  public Duration timeLeft() {
    return CALL;
  }

  @Override
  public void did(String subject, String what) {
    steps.add(subject + ": " + what);
  }
}
