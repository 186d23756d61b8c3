package dev.baton.model.fact;

/** How a binding stands, as its actuator tells it. */
public enum OutcomeResult {
  /** It points to the node, as read back. Answers a command. */
  PLACED,
  /**
   * The time for the move is spent, and it was not read back; trying goes on. Answers a command.
   */
  NOT_PLACED,
  /** The platform, or the binding's own settings, refuse it for good. Answers a command. */
  REFUSED,
  /** A later command came before it was placed. Answers a command. */
  SUPERSEDED,
  /** Somebody else made it point elsewhere. */
  DRIFTED,
  /** It points to the node again: after a drift, or after the answer was another. */
  REPAIRED;

  /** Tells whether this answers a command: of these there is one for each command and binding. */
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
