package dev.baton.model.state;

/** Why the VIPs move. */
public enum MoveReason {
  /** Nobody ever held them. */
  FIRST_ASSIGNMENT,
  /** The holder's agent says that the service is not healthy. */
  HOLDER_UNHEALTHY,
  /** The holder's keeper says that its host cannot carry the VIPs: a cable is out. */
  HOLDER_UNABLE,
  /** The holder's session expired: power, network or a frozen keeper. */
  SESSION_EXPIRED,
  /** The holder's keeper ended its session. */
  SESSION_CLOSED,
  /** An operator asked for it. */
  SWITCHOVER,
  /** An operator put the holder on standby. */
  STANDBY,
  /** A node of higher priority has been eligible for the failback delay. */
  FAILBACK,
  /** The holder is no longer a member. */
  MEMBER_REMOVED,
  /** The promote script failed on the node chosen before. */
  PROMOTION_FAILED,
  /** The node chosen before could not add the addresses. */
  ACQUISITION_FAILED,
  /** The holder let go by itself. */
  RELEASED_BY_HOLDER,
  /** Acknowledged records were lost. */
  GAP,
  /** An operator takes the cluster away. */
  UNDEFINED;

  /** Tells whether this counts for hold-down: a move that no person asked for. */
  public boolean unplanned() {
    return switch (this) {
      case HOLDER_UNHEALTHY,
          HOLDER_UNABLE,
          SESSION_EXPIRED,
          SESSION_CLOSED,
          PROMOTION_FAILED,
          ACQUISITION_FAILED,
          RELEASED_BY_HOLDER,
          GAP ->
          true;
      case FIRST_ASSIGNMENT, SWITCHOVER, STANDBY, FAILBACK, MEMBER_REMOVED, UNDEFINED -> false;
    };
  }
}
