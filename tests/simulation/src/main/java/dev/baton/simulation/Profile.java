package dev.baton.simulation;

/** What sort of world is drawn from a seed. */
public enum Profile {
  /** Every fault that the protocol promises to survive unharmed, any number of them at once. */
  MIXED,
  /** No fault at all: nothing may move. */
  CALM,
  /** As {@link #MIXED}, and brokers lose records that they had acknowledged (rule B). */
  LOSS,
  /** As {@link #MIXED}, with clocks whose rates differ by more than the bound. */
  DRIFT,
  /** As {@link #MIXED}, and virtual machines are stopped, their clocks with them. */
  FREEZE;

  /** Whether the log keeps what it acknowledged, so that it has one possible meaning. */
  boolean keepsLog() {
    return switch (this) {
      case MIXED, CALM, DRIFT, FREEZE -> true;
      case LOSS -> false;
    };
  }
}
