package dev.baton.arbiter.fold;

/** Why an operator's request is refused. The audit has this word. */
public enum Refusal {
  /** The cluster has no definition yet. */
  NOT_DEFINED,
  /** No member of that name, neither in force nor on its way in. */
  UNKNOWN_NODE,
  /** The node asked for cannot hold the VIPs now. */
  TARGET_NOT_ELIGIBLE,
  /** No other node can hold the VIPs now. */
  NOBODY_ELIGIBLE,
  /** The node asked for holds the VIPs already. */
  ALREADY_HOLDER,
  /** A move is under way and must end first. */
  MOVE_UNDER_WAY,
  /**
   * Acknowledged records may have been lost. Nobody is assigned until every lease of that time has
   * run out.
   */
  GAP,
  /** The definition is for another cluster than the record's key. */
  WRONG_CLUSTER,
  /** The definition's version is not the latest plus one. */
  STALE_VERSION,
  /** A VIP clashes with an address that a member's host has on its own (rule V). */
  VIP_CLASHES,
  /** The cluster is in quarantine. An operator has to skip its record first. */
  QUARANTINED,
  /** The cluster is not in quarantine. */
  NOT_QUARANTINED,
  /** An earlier definition has not taken effect yet, and this one does not override it. */
  DEFINITION_UNDER_WAY,
  /** The cluster is being undefined: its holder has not let go yet. */
  UNDEFINING,
  /** A binding is of an unknown kind, or has a setting that is unknown, missing or wrong. */
  BINDING,
  /** A VIP belongs to another cluster of the partition, in force or on its way in. */
  VIP_OF_ANOTHER_CLUSTER,
  /** The node is a member. */
  MEMBER,
  /** The node has a live session. */
  ALIVE
}
