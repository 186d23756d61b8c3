package dev.baton.runtime.core;

import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;
import java.time.Duration;
import java.util.List;

/** The progress of a {@link BindingDriver} with one assignment. */
final class Course {
  private final Assignment assignment;
  private final long begunAt;
  private long astraySince;
  private boolean ended;
  private boolean settled;
  private boolean astray;
  private int looks;
  private int tries;
  private int failed;
  private String expectation = "";
  private String lastWhy = "";

  Course(Assignment assignment, long now) {
    this.assignment = assignment;
    this.begunAt = now;
    this.astraySince = now;
  }

  /** Continues the work of another actuator, whose last reported outcome is {@code told}. */
  static Course resumed(Assignment assignment, OutcomeResult told, long now) {
    Course course = new Course(assignment, now);
    course.ended = true;
    course.settled = told.inPlace();
    course.astray = !told.inPlace();
    return course;
  }

  Assignment assignment() {
    return assignment;
  }

  long endsAt(Duration budget) {
    return begunAt + budget.toNanos();
  }

  /** Tells whether its outcome was reported. */
  boolean ended() {
    return ended;
  }

  /** Tells whether it was read back since it was last known to point elsewhere. */
  boolean settled() {
    return settled;
  }

  /** Tells whether drift was reported and its repair was not. */
  boolean astray() {
    return astray;
  }

  String expectation() {
    return expectation;
  }

  String lastWhy() {
    return lastWhy;
  }

  void remember(String why) {
    lastWhy = why;
  }

  void tried() {
    tries++;
  }

  /** Returns how many times in a row it failed before. */
  int failed() {
    return failed++;
  }

  void applied(Receipt receipt) {
    expectation = receipt.expectation();
  }

  void settle() {
    settled = true;
    failed = 0;
  }

  /** Returns how long to wait before the binding is read again. */
  Duration nextLook(DriverSettings settings) {
    if (looks >= settings.settleAfter().size()) {
      return settings.reconcile();
    }
    Duration before = looks == 0 ? Duration.ZERO : settings.settleAfter().get(looks - 1);
    Duration pause = settings.settleAfter().get(looks).minus(before);
    looks++;
    return pause;
  }

  Report end(OutcomeResult kind, String detail, List<String> evidence, long now) {
    ended = true;
    astray = kind == OutcomeResult.NOT_PLACED || kind == OutcomeResult.REFUSED;
    return report(kind, detail, evidence, now - begunAt);
  }

  Report drifted(List<String> evidence, long now) {
    settled = false;
    astray = true;
    astraySince = now;
    tries = 0;
    looks = 0;
    return report(OutcomeResult.DRIFTED, "", evidence, 0);
  }

  Report repaired(List<String> evidence, long now) {
    astray = false;
    return report(OutcomeResult.REPAIRED, expectation, evidence, now - astraySince);
  }

  private Report report(OutcomeResult kind, String detail, List<String> evidence, long nanos) {
    return new Report(assignment, kind, detail, evidence, Duration.ofNanos(nanos), tries);
  }
}
