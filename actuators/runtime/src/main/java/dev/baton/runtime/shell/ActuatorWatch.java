package dev.baton.runtime.shell;

import dev.baton.model.ClusterId;
import dev.baton.model.fact.Outcome;
import dev.baton.spi.ActuatorException;

/** Receives what the actuators count and time. Called by any thread; must not block or throw. */
public interface ActuatorWatch {

  /** Ignores everything. */
  ActuatorWatch NOBODY =
      new ActuatorWatch() {
        @Override
        public void called(String action) {
          // Ignored.
        }

        @Override
        public void refused(ActuatorException refusal) {
          // Ignored.
        }

        @Override
        public void told(ClusterId cluster, Outcome outcome) {
          // Ignored.
        }
      };

  /**
   * An actuator calls its platform.
   *
   * @param action as in {@code ApiCall.action}
   */
  void called(String action);

  /** A pass has failed, at the platform or before its call was made. */
  void refused(ActuatorException refusal);

  /** An outcome is reported to the log. */
  void told(ClusterId cluster, Outcome outcome);
}
