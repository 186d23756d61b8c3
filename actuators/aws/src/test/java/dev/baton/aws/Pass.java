package dev.baton.aws;

import dev.baton.testkit.PatientAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An attempt that lets every call go ahead, and keeps what it is told. */
final class Pass implements PatientAttempt {
  private final Duration timeLeft;
  private final List<String> writes = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  Pass() {
    this(Duration.ofSeconds(5));
  }

  Pass(Duration timeLeft) {
    this.timeLeft = timeLeft;
  }

  List<String> writes() {
    return writes;
  }

  List<String> steps() {
    return steps;
  }

  @Override
  public void read(String action) {}

  @Override
  public void write(String action) {
    writes.add(action);
  }

  @Override
  public Duration timeLeft() {
    return timeLeft;
  }

  @Override
  public void did(String subject, String what) {
    steps.add(subject + ": " + what);
  }
}
