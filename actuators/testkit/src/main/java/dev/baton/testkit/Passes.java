package dev.baton.testkit;

import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Drives an actuator as the runtime does, without its pauses: tries again what may pass, a bounded
 * number of times, and reads back.
 */
final class Passes implements PatientAttempt {
  private static final Duration CALL = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 12;

  private final int crashAt;
  private final boolean superseded;
  private final boolean overtaken;
  private final List<String> writes = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private int calls;

  /** The process dies: nothing may catch it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private Passes(int crashAt, boolean superseded, boolean overtaken) {
    this.crashAt = crashAt;
    this.superseded = superseded;
    this.overtaken = overtaken;
  }

  static Passes peaceful() {
    return new Passes(-1, false, false);
  }

  /** The process dies right before the call of that number, counted from 0. */
  static Passes crashingAt(int number) {
    return new Passes(number, false, false);
  }

  /** A higher epoch has been read before the first write. */
  static Passes superseded() {
    return new Passes(-1, true, false);
  }

  /** A higher epoch is read as soon as it follows what it has begun. */
  static Passes overtaken() {
    return new Passes(-1, false, true);
  }

  /** Applies until it is done and read back. */
  Verification move(Actuator actuator, Assignment assignment) {
    ActuatorException last =
        new ActuatorException(ActuatorException.Kind.OVER_BUDGET, "", "", "never tried");
    for (int time = 0; time < MOST_TRIES; time++) {
      try {
        var unused = actuator.apply(assignment, this);
        Verification seen = actuator.verify(assignment, this);
        if (seen.where() == Verification.Where.HERE) {
          return seen;
        }
        last =
            new ActuatorException(ActuatorException.Kind.OVER_BUDGET, "", "", "read back: " + seen);
      } catch (ActuatorException refusal) {
        if (!refusal.kind().mayPass()) {
          throw refusal;
        }
        last = refusal;
      }
    }
    throw last;
  }

  List<String> writes() {
    return List.copyOf(writes);
  }

  List<String> steps() {
    return List.copyOf(steps);
  }

  @Override
  public void read(String action) {
    call();
  }

  @Override
  public void write(String action) {
    call();
    if (superseded) {
      throw new ActuatorException(
          ActuatorException.Kind.SUPERSEDED, action, "", "a higher epoch was read");
    }
    writes.add(action);
  }

  private void call() {
    if (calls == crashAt) {
      throw new Crash();
    }
    calls++;
  }

  @Override
  public boolean follow(String action, String what, Duration pause) {
    if (overtaken) {
      throw new ActuatorException(
          ActuatorException.Kind.SUPERSEDED, action, "", "a higher epoch was read");
    }
    return PatientAttempt.super.follow(action, what, pause);
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
