package dev.baton.model.fact;

/** What an agent says of its node's service as a whole. */
public enum Verdict {
  /** May be the holder. */
  HEALTHY,
  /** Must not be the holder if another can. */
  UNHEALTHY
}
