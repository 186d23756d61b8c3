package dev.baton.log;

/** The four topics, which have the same number of partitions. */
public enum Topic {
  /** Facts; kept for 7 days by default. */
  EVENTS,
  /** Commands; kept for 7 days by default. */
  COMMANDS,
  /** Audit lines; kept for 365 days by default. */
  AUDIT,
  /** Folded states by cluster; compacted. */
  STATE
}
