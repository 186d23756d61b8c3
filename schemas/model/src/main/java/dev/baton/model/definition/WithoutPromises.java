package dev.baton.model.definition;

/** What a holder does when Kafka does not answer and promises cannot be had (rule H). */
public enum WithoutPromises {
  /** It lets go of the VIPs at the end of its lease. */
  RELEASE,

  /**
   * It keeps the VIPs while no other member says anything against it. Members that cannot hear each
   * other may then hold at the same time; whoever defines this has accepted that.
   */
  KEEP_ACCEPTING_TWO_HOLDERS
}
