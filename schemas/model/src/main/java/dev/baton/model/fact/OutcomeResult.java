package dev.baton.model.fact;

/** The state of a binding, as its actuator reports it. */
public enum OutcomeResult {
  /** The actuator read back that it points to the node. Answers a command. */
  PLACED,
  /**
   * The time for the move is over, and the actuator has not read back that it points to the node.
   * The actuator goes on trying. Answers a command.
   */
  NOT_PLACED,
  /** The platform, or the binding's own settings, refuse it for good. Answers a command. */
  REFUSED,
  /** A later command came before it was placed. Answers a command. */
  SUPERSEDED,
  /** Somebody else made it point elsewhere. */
  DRIFTED,
  /** It points to the node again: after a drift, or after the command was answered otherwise. */
  REPAIRED;

  /** Tells whether this answers a command. Each command has one such answer for each binding. */
  public boolean answers() {
    return switch (this) {
      case PLACED, NOT_PLACED, REFUSED, SUPERSEDED -> true;
      case DRIFTED, REPAIRED -> false;
    };
  }

  /** Tells whether it points to the node. */
  public boolean inPlace() {
    return switch (this) {
      case PLACED, REPAIRED -> true;
      case NOT_PLACED, REFUSED, SUPERSEDED, DRIFTED -> false;
    };
  }
}
