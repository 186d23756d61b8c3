package dev.baton.cloudstubs;

/** What can go wrong with a call, whatever the platform. */
public enum Trouble {
  /** Refused for its rate; nothing has happened. */
  THROTTLED,
  /** Refused for a failure of the platform; nothing has happened. */
  UNAVAILABLE,
  /** Takes effect, and answers, only after the client has given the call up. */
  LATE,
  /** Takes effect, and answers only when {@link Troubles#end} is called. */
  HELD,
  /** Takes effect, and the connection ends without an answer. */
  ANSWER_LOST,
  /** Refused for want of a permission. */
  FORBIDDEN,
  /** Refused because the credentials have lapsed; nothing has happened. */
  LAPSED
}
