package dev.baton.log;

/** The four topics, which have the same number of partitions. */
public enum Topic {
  /** Facts; kept for days. */
  EVENTS,
  /** Decisions; kept for weeks. */
  COMMANDS,
  /** Explanations; kept long. */
  AUDIT,
  /** Folded states by cluster; compacted. */
  STATE
}
