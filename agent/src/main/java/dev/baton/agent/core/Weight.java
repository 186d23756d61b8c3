package dev.baton.agent.core;

/** Whether a probe counts for the node's verdict. */
public enum Weight {
  /** The node is healthy only while this probe passes. */
  REQUIRED,
  /** The probe is reported and shown, but does not count for the verdict. */
  ADVISORY
}
