package dev.baton.model.state;

/** What keeps the VIPs of a cluster from moving although they should. */
public enum Obstacle {
  /** No other node can hold them. */
  NOBODY_ELIGIBLE,
  /** An operator froze automatic moves. */
  MAINTENANCE,
  /** They moved too often. The arbiter waits for an operator's acknowledgement. */
  HOLD_DOWN,
  /** The last holder is not heard, and may go on for a while (rule H). */
  HOLDER_UNHEARD
}
