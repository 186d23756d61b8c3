package dev.baton.simulation;

/** What can go wrong, or be asked for. */
enum FaultKind {
  /** A keeper's process is stopped, after so many more steps. */
  PAUSE_KEEPER,
  /** A keeper's process is killed, after so many more steps. */
  KILL_KEEPER,
  /** A keeper is told to leave. */
  STOP_KEEPER,
  /** A second keeper is started on the same host. */
  SECOND_KEEPER,
  /** A keeper's way to the log is cut; which directions and topics the detail says. */
  CUT_KEEPER,
  /** A keeper takes a deposed leader for the leader. */
  STRAY_KEEPER,
  /** A keeper reads its commands late. */
  LAG_KEEPER,
  /** A node's kernel refuses the addresses. */
  REFUSE_ADDRESSES,
  /** A node loses power. */
  POWER_LOSS,
  /** A node is stopped with its clock, as a virtual machine can be. */
  FREEZE_HOST,
  /** A copy of a node comes up beside it. */
  CLONE,
  /** A node's service fails. */
  SERVICE_DOWN,
  /** An agent's process is stopped. */
  PAUSE_AGENT,
  /** An agent's process is killed. */
  KILL_AGENT,
  /** An arbiter's process is stopped, after so many more steps. */
  PAUSE_ARBITER,
  /** An arbiter's process is killed, after so many more steps. */
  KILL_ARBITER,
  /** An arbiter's way to the log is cut. */
  CUT_ARBITER,
  /** An arbiter takes a deposed leader for the leader. */
  STRAY_ARBITER,
  /** An arbiter reads late. */
  LAG_ARBITER,
  /** A topic's partition has no leader. */
  OUTAGE,
  /** No broker answers. */
  AWAY,
  /** A topic's partition changes its leader, and is away for a while. */
  ELECTION,
  /** Much takes long on the way to the log. */
  SLOW,
  /** Brokers lose power before they wrote to disk. */
  LOSS,
  /** An operator moves the VIPs. */
  SWITCHOVER,
  /** An operator freezes decisions for a while. */
  MAINTENANCE,
  /** An operator takes a node out for a while. */
  STANDBY,
  /** An operator acknowledges a hold-down. */
  ACKNOWLEDGE,
  /** An operator lets a node come from another installation. */
  REBIND,
  /** An operator defines the cluster anew, overrides or aborts a change, or undefines it. */
  DEFINE,
  /** All arbiters being new enough, the rules change. */
  FOLD_VERSION,
  /** A record breaks the fold, and is skipped by an operator after a while. */
  BREAK_FOLD,
  /** A node that no definition names says that it knows of a later assignment. */
  OUTSIDER
}
