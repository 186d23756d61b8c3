package dev.baton.runtime.shell;

import dev.baton.model.ClusterId;
import dev.baton.model.fact.Outcome;
import dev.baton.spi.ActuatorException;

/** Looks on for people: counts and times. Called by any thread; must not block or throw. */
public interface ActuatorWatch {

  /** Nobody looks on. */
  ActuatorWatch NOBODY =
      new ActuatorWatch() {
        @Override
        public void called(String action) {
          // Nobody wants to know.
        }

        @Override
        public void refused(ActuatorException refusal) {
          // Nobody wants to know.
        }

        @Override
        public void told(ClusterId cluster, Outcome outcome) {
          // Nobody wants to know.
        }
      };

  /**
   * A call to the platform is made.
   *
   * @param action as in {@code ApiCall.action}
   */
  void called(String action);

  /** A move was refused, by the platform or before its call was made. */
  void refused(ActuatorException refusal);

  /** An outcome is told in the log. */
  void told(ClusterId cluster, Outcome outcome);
}
