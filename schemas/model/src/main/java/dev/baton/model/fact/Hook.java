package dev.baton.model.fact;

/** A script of the node that a move runs. */
public enum Hook {
  /** Run on the node that let go. */
  DEMOTE,
  /** Run on the next holder. */
  PROMOTE
}
