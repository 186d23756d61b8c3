package dev.baton.runtime.core;

import dev.baton.spi.Assignment;

/** What a {@link BindingDriver} wants done. */
public sealed interface DriverEffect {

  /** Calls the case for this kind of effect. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Make it point there. */
    R apply(Apply effect);

    /** Look where it points. */
    R verify(Verify effect);

    /** Say so in the log. */
    R say(Say effect);
  }

  /**
   * Make it point there, and tell by {@code onApplied} or {@code onRefused}.
   *
   * @param assignment to whom
   * @param deadline by the monotonic clock in ns: no call may begin after it
   */
  record Apply(Assignment assignment, long deadline) implements DriverEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.apply(this);
    }
  }

  /**
   * Look where it points, and tell by {@code onVerified}.
   *
   * @param assignment to whom it should
   * @param deadline as for {@link Apply}
   * @param awaited whether an outcome waits for it, so that it goes before other looks
   */
  record Verify(Assignment assignment, long deadline, boolean awaited) implements DriverEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.verify(this);
    }
  }

  /**
   * Say so in the log.
   *
   * @param report what
   */
  record Say(Report report) implements DriverEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.say(this);
    }
  }
}
