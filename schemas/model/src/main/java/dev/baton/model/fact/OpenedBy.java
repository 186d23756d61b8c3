package dev.baton.model.fact;

/** What let a keeper open its gate (rules R and D). */
public enum OpenedBy {
  /** The holder's word that it had let go of the epoch before. */
  WORD,
  /** An {@code assign} of the epoch to its session. */
  ASSIGN
}
