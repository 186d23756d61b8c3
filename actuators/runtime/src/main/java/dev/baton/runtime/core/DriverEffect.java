package dev.baton.runtime.core;

import dev.baton.spi.Assignment;

/** What a {@link BindingDriver} asks its shell to do. */
public sealed interface DriverEffect {

  /** Calls the case for this kind of effect. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Move the binding. */
    R apply(Apply effect);

    /** Read the binding. */
    R verify(Verify effect);

    /** Report to the log. */
    R say(Say effect);
  }

  /**
   * Move the binding, and call {@code onApplied} or {@code onRefused}.
   *
   * @param assignment where it must point
   * @param deadline by the monotonic clock in ns: no call may start after it
   */
  record Apply(Assignment assignment, long deadline) implements DriverEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.apply(this);
    }
  }

  /**
   * Read where the binding points, and call {@code onVerified}.
   *
   * @param assignment where it should point
   * @param deadline as for {@link Apply}
   * @param awaited whether an outcome waits for this read, so that it goes before other reads
   */
  record Verify(Assignment assignment, long deadline, boolean awaited) implements DriverEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.verify(this);
    }
  }

  /**
   * Report to the log.
   *
   * @param report the report
   */
  record Say(Report report) implements DriverEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.say(this);
    }
  }
}
