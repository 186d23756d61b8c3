package dev.baton.runtime.core;

import dev.baton.model.Epoch;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drives one binding. It carries out one command after the other, and gives each command one
 * outcome. One pass runs at a time. What a pass has written is read back. If the result is unknown,
 * the driver reads again; it never takes an unknown result for moved or not moved. Deterministic,
 * used by one thread.
 *
 * <p>{@code now} is the monotonic clock in ns and never goes back. {@code chance} is a random
 * number from 0 (inclusive) to 1, drawn by the caller, so that several actuators do not retry at
 * the same moments.
 */
public final class BindingDriver {
  private final DriverSettings settings;
  private final List<DriverEffect> effects = new ArrayList<>();
  private Optional<Course> course = Optional.empty();
  private Optional<Waiting> next = Optional.empty();
  private Optional<Work> working = Optional.empty();
  private Optional<Work> due = Optional.empty();
  private long dueAt;

  /** A command whose pass has not started. Its time counts from when it was read. */
  private record Waiting(Assignment assignment, long since) {}

  /** What a pass does. */
  private enum Work {
    APPLY,
    VERIFY
  }

  /** Creates a driver without an assignment. */
  public BindingDriver(DriverSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes a command that was read, or found in the committed state at the start. A command whose
   * epoch is not higher than the latest one is ignored.
   */
  public List<DriverEffect> onAssignment(Assignment assignment, long now) {
    if (!assignment.epoch().isAfter(highest())) {
      return List.of();
    }
    // Outcomes leave at once and in the order of the commands. Otherwise an outcome that comes
    // after a later command's could not be told from one that another actuator has reported
    // already.
    course
        .filter(current -> !current.ended())
        .ifPresent(current -> say(current.end(OutcomeResult.SUPERSEDED, "", List.of(), now)));
    next.ifPresent(waiting -> sayNeverBegun(waiting, now));
    next = Optional.of(new Waiting(assignment, now));
    return proceed(now);
  }

  /** Tells whether a newer command waits for the running pass. */
  public boolean isOvertaken() {
    return working.isPresent() && next.isPresent();
  }

  /** The running pass was abandoned: it makes no further call, and its result does not count. */
  public List<DriverEffect> onLeft(long now) {
    working = Optional.empty();
    return proceed(now);
  }

  /**
   * The running pass waits for the platform. The text is reported if the time for the move ends
   * first.
   */
  public void onWaiting(String what) {
    course.ifPresent(current -> current.remember(what));
  }

  /**
   * Takes an assignment from the committed state, together with its last reported outcome. An
   * outcome is there already, so the driver only reads where the binding points. Otherwise like
   * {@link #onAssignment}.
   */
  public List<DriverEffect> onResumed(Assignment assignment, OutcomeResult told, long now) {
    if (!assignment.epoch().isAfter(highest()) || working.isPresent()) {
      return List.of();
    }
    course = Optional.of(Course.resumed(assignment, told, now));
    schedule(told.inPlace() ? Work.VERIFY : Work.APPLY, now);
    return proceed(now);
  }

  /** Returns the highest epoch that was read. Nothing may be written for a lower one. */
  public Epoch highest() {
    return next.map(waiting -> waiting.assignment().epoch())
        .or(() -> course.map(current -> current.assignment().epoch()))
        .orElse(Epoch.NONE);
  }

  /** A pass has succeeded. The driver now reads back where the binding points. */
  public List<DriverEffect> onApplied(Receipt receipt, long now) {
    working = Optional.empty();
    course.ifPresent(current -> current.applied(receipt));
    schedule(Work.VERIFY, now);
    return proceed(now);
  }

  /** A pass has failed. */
  public List<DriverEffect> onRefused(ActuatorException refusal, double chance, long now) {
    working = Optional.empty();
    course.ifPresent(current -> refused(current, refusal, chance, now));
    return proceed(now);
  }

  /** The binding was read. */
  public List<DriverEffect> onVerified(Verification seen, double chance, long now) {
    working = Optional.empty();
    course.ifPresent(
        current -> {
          switch (seen.where()) {
            case HERE -> here(current, seen, now);
            case ELSEWHERE -> elsewhere(current, seen, chance, now);
            case UNKNOWN -> again(current, Work.VERIFY, Optional.empty(), chance, now);
          }
        });
    return proceed(now);
  }

  /** Lets time pass; called at {@link #deadline} at the latest. */
  public List<DriverEffect> onClock(long now) {
    return proceed(now);
  }

  /** Returns when {@link #onClock} must be called, in ns; {@link Long#MAX_VALUE} if not at all. */
  public long deadline() {
    if (working.isPresent() || due.isEmpty()) {
      return course
          .filter(current -> working.isPresent() && !current.ended())
          .map(current -> current.endsAt(settings.budget()))
          .orElse(Long.MAX_VALUE);
    }
    return course
        .filter(current -> !current.ended())
        .map(current -> Math.min(dueAt, current.endsAt(settings.budget())))
        .orElse(dueAt);
  }

  private void refused(Course current, ActuatorException refusal, double chance, long now) {
    String why = refusal.action() + " " + refusal.code() + ": " + refusal.getMessage();
    current.remember(why);
    switch (refusal.kind()) {
      case THROTTLED, TRANSIENT, UNKNOWN_OUTCOME, LOST_RACE ->
          again(current, Work.APPLY, refusal.retryAfter(), chance, now);
      case SUPERSEDED, OVER_BUDGET -> again(current, Work.APPLY, Optional.empty(), chance, now);
      case PERMANENT -> {
        if (!current.ended()) {
          say(current.end(OutcomeResult.REFUSED, why, List.of(), now));
        }
        // An operator may repair the cause, and this command stays valid until another one comes.
        wait(Work.APPLY, settings.reconcile(), now);
      }
    }
  }

  private void here(Course current, Verification seen, long now) {
    current.settle();
    if (!current.ended()) {
      say(current.end(OutcomeResult.PLACED, current.expectation(), seen.evidence(), now));
    } else if (current.astray()) {
      say(current.repaired(seen.evidence(), now));
    }
    wait(Work.VERIFY, current.nextLook(settings), now);
  }

  private void elsewhere(Course current, Verification seen, double chance, long now) {
    if (current.settled()) {
      say(current.drifted(seen.evidence(), now));
      schedule(Work.APPLY, now);
    } else {
      current.remember("read back: " + String.join("; ", seen.evidence()));
      again(current, Work.APPLY, Optional.empty(), chance, now);
    }
  }

  /** Pauses of 1, 2, 4 ... times the first pause, each shortened at random to no less than half. */
  private void again(Course current, Work work, Optional<Duration> least, double chance, long now) {
    long pause = settings.firstPause().toNanos() << Math.min(current.failed(), 20);
    long bounded = Math.min(pause, settings.mostPause().toNanos());
    long drawn = bounded - (long) (chance * bounded / 2);
    wait(work, Duration.ofNanos(Math.max(drawn, least.map(Duration::toNanos).orElse(0L))), now);
  }

  private void wait(Work work, Duration pause, long now) {
    due = Optional.of(work);
    dueAt = now + pause.toNanos();
  }

  private void schedule(Work work, long now) {
    wait(work, Duration.ZERO, now);
  }

  private List<DriverEffect> proceed(long now) {
    if (next.isPresent() && working.isEmpty()) {
      course = next.map(waiting -> new Course(waiting.assignment(), waiting.since()));
      next = Optional.empty();
      schedule(Work.APPLY, now);
    }
    course
        .filter(current -> !current.ended())
        .filter(current -> now >= current.endsAt(settings.budget()))
        .ifPresent(
            current ->
                say(current.end(OutcomeResult.NOT_PLACED, current.lastWhy(), List.of(), now)));
    if (working.isEmpty() && due.isPresent() && now >= dueAt) {
      course.ifPresent(current -> begin(current, now));
    }
    List<DriverEffect> out = List.copyOf(effects);
    effects.clear();
    return out;
  }

  private void begin(Course current, long now) {
    Work work = due.orElseThrow();
    due = Optional.empty();
    working = Optional.of(work);
    long deadline =
        current.ended() ? now + settings.budget().toNanos() : current.endsAt(settings.budget());
    switch (work) {
      case APPLY -> {
        current.tried();
        effects.add(new DriverEffect.Apply(current.assignment(), deadline));
      }
      case VERIFY ->
          effects.add(new DriverEffect.Verify(current.assignment(), deadline, !current.settled()));
    }
  }

  private void sayNeverBegun(Waiting waiting, long now) {
    Duration took = Duration.ofNanos(now - waiting.since());
    say(new Report(waiting.assignment(), OutcomeResult.SUPERSEDED, "", List.of(), took, 0));
  }

  private void say(Report report) {
    effects.add(new DriverEffect.Say(report));
  }
}
