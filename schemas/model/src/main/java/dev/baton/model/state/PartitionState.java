package dev.baton.model.state;

import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.Source;

/**
 * What the fold knows of a partition beside its clusters.
 *
 * @param folded the last position folded
 * @param generation grows whenever acknowledged records were lost (see {@link Source})
 * @param foldVersion the version of the rules in force
 */
public record PartitionState(Position folded, long generation, int foldVersion) {
  /**
   * The version of the rules that an empty log begins with. Version 1 knew no standing successor,
   * version 2 no time without Kafka; an arbiter refuses to begin where a snapshot was written under
   * one of them.
   */
  public static final int FIRST_RULES = 3;

  /** Checks the ranges. */
  public PartitionState {
    Ranges.require("generation", generation, 0);
    Ranges.require("foldVersion", foldVersion, 1, 1000);
  }

  /** Before the first record. */
  public static final PartitionState EMPTY = new PartitionState(Position.NONE, 0, FIRST_RULES);
}
