package dev.baton.model.fact;

/** What one probe says. */
public enum ProbeStatus {
  /** It passed often enough. */
  PASSING,
  /** It failed often enough. */
  FAILING
}
