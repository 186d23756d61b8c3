package dev.baton.simulation;

/** An invariant does not hold. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  Violation(Invariant invariant, String what) {
    super(what);
    this.invariant = invariant.getClass().getSimpleName();
  }

  /** The invariant's name. */
  String invariant() {
    return invariant;
  }
}
