package dev.baton.model.state;

/** What keeps the VIPs of a cluster from moving although they should. */
public enum Obstacle {
  /** No other node can hold them. */
  NOBODY_ELIGIBLE,
  /** An operator froze automatic moves. */
  MAINTENANCE,
  /** They moved too often; an operator's acknowledgement is waited for. */
  HOLD_DOWN
}
