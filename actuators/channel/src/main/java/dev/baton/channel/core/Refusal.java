package dev.baton.channel.core;

/** Why something that came in is not believed. In the order of the checks. */
public enum Refusal {
  /** The sender's address has sent too much of late. */
  TOO_MANY("its sender sends too much"),
  /** This node has no keys, or none that can be used. */
  NO_KEY("this node has no key"),
  /** It is shorter than any datagram of the channel. */
  TOO_SHORT("it is too short"),
  /** It is longer than any datagram of the channel. */
  TOO_LONG("it is too long"),
  /** It does not begin as ours do. */
  NOT_BATON("it is not of Baton"),
  /** It is of a version that this one does not know. */
  VERSION("it is of an unknown version"),
  /** It was sealed with a key that this node does not have. */
  KEY_UNKNOWN("its key is unknown here"),
  /** Its seal is wrong: somebody without the key made it or changed it. */
  FORGED("its seal is wrong"),
  /** Somebody with the key sealed what has not the form of a datagram. */
  MALFORMED("it is malformed"),
  /** It is for a cluster that is not served here. */
  OTHER_CLUSTER("it is for another cluster"),
  /** It is for another member. */
  OTHER_RECEIVER("it is for another node"),
  /** It is for another session of this member, such as an earlier one. */
  OTHER_SESSION("it is for another session of this node"),
  /** Its sender has read another generation of the log. */
  OTHER_GENERATION("it is of another generation"),
  /** Its sender is no member, or not in its current session, as far as this node has read. */
  OTHER_SENDER("its sender has no such session"),
  /** It was heard before, or is so old that nobody can tell. */
  REPLAYED("it was heard before");

  private final String words;

  Refusal(String words) {
    this.words = words;
  }

  /** Returns the reason as a clause, for people. */
  public String words() {
    return words;
  }
}
