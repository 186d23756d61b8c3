package dev.baton.gcp;

import dev.baton.testkit.PatientAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An attempt during which something happens right before a write. */
final class Watched implements PatientAttempt {
  private final Duration timeLeft;
  private final Runnable beforeWrite;
  private final List<String> steps = new ArrayList<>();

  private Watched(Duration timeLeft, Runnable beforeWrite) {
    this.timeLeft = timeLeft;
    this.beforeWrite = beforeWrite;
  }

  static Watched calm() {
    return new Watched(Duration.ofSeconds(5), () -> {});
  }

  static Watched hurried(Duration timeLeft) {
    return new Watched(timeLeft, () -> {});
  }

  static Watched disturbed(Runnable beforeWrite) {
    return new Watched(Duration.ofSeconds(5), beforeWrite);
  }

  List<String> steps() {
    return List.copyOf(steps);
  }

  @Override
  public void read(String action) {}

  @Override
  public void write(String action) {
    beforeWrite.run();
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
