package dev.baton.model.audit;

import dev.baton.model.state.MoveReason;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The rule by which a line of the audit came about: a rule of schemas/PROTOCOL.md, which has a
 * letter, or a rule of the policy, whose name says what it is about.
 */
public enum AuditRule {
  /** A loss of records. */
  B("acknowledged records may be lost after all"),
  /** The beginning and the end of sessions. */
  C("a session ends in three ways"),
  /** The standing successor. */
  D("the successor is named beforehand"),
  /** The end of a session that was not heard. */
  E("expiry is written down"),
  /** The gate. */
  G("the kernel shuts the gate"),
  /** Holding on among members. */
  H("without Kafka"),
  /** The lease. */
  K("the acknowledgement is the lease"),
  /** Definitions. */
  M("members change in two steps"),
  /** What actuators of clouds tell. */
  O("outcomes only tell"),
  /** Quarantine. */
  Q("an unfoldable record stops its cluster"),
  /** The order of a move. */
  R("release before assign"),
  /** Standbys that hear nothing. */
  S("a keeper that hears nothing steps aside"),
  /** What a host has on its own. */
  V("a host's own address is no VIP"),
  /** One fold for all. */
  Z("one log, one decision"),

  /** Who is next. */
  CHOOSE,
  /** When nobody is next. */
  VACANT,
  /** The first assignment waits a little for members. */
  SETTLE,
  /** What agents say of health. */
  HEALTH,
  /** A host that could not carry the VIPs. */
  UNABLE,
  /** A node that failed is tried again. */
  RETRY,
  /** The promote and demote scripts. */
  HOOKS,
  /** Too many unplanned moves. */
  HOLD_DOWN,
  /** What operators ask for. */
  REQUEST,
  /** The VIPs are assigned for the first time. */
  FIRST_ASSIGNMENT,
  /** The holder's service is not healthy. */
  HOLDER_UNHEALTHY,
  /** The holder's host cannot carry the VIPs. */
  HOLDER_UNABLE,
  /** The holder's session expired. */
  SESSION_EXPIRED,
  /** The holder's session was closed. */
  SESSION_CLOSED,
  /** An operator asked for another holder. */
  SWITCHOVER,
  /** An operator took the holder out of the choice. */
  STANDBY,
  /** The VIPs go back to a member of higher priority. */
  FAILBACK,
  /** The holder is no member any more. */
  MEMBER_REMOVED,
  /** The promote script failed. */
  PROMOTION_FAILED,
  /** The VIPs could not be put. */
  ACQUISITION_FAILED,
  /** The holder let go by itself. */
  RELEASED_BY_HOLDER,
  /** Records were lost. */
  GAP,
  /** The cluster is being undefined. */
  UNDEFINED,

  /** What a keeper tells of its VIPs. */
  INCIDENT("incident", "incident"),
  /** Records that cannot be read. */
  DECODE("decode", "decode");

  private final String id;
  private final String words;

  /** A rule of the protocol. */
  AuditRule(String heading) {
    this.id = name();
    this.words = heading + ", rule " + name();
  }

  /** A rule of the policy. */
  AuditRule() {
    this.id = "policy." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.words = id;
  }

  AuditRule(String id, String words) {
    this.id = id;
    this.words = words;
  }

  /** Returns the policy's rule by which VIPs leave their holder for that reason. */
  public static AuditRule of(MoveReason reason) {
    return switch (reason) {
      case FIRST_ASSIGNMENT -> FIRST_ASSIGNMENT;
      case HOLDER_UNHEALTHY -> HOLDER_UNHEALTHY;
      case HOLDER_UNABLE -> HOLDER_UNABLE;
      case SESSION_EXPIRED -> SESSION_EXPIRED;
      case SESSION_CLOSED -> SESSION_CLOSED;
      case SWITCHOVER -> SWITCHOVER;
      case STANDBY -> STANDBY;
      case FAILBACK -> FAILBACK;
      case MEMBER_REMOVED -> MEMBER_REMOVED;
      case PROMOTION_FAILED -> PROMOTION_FAILED;
      case ACQUISITION_FAILED -> ACQUISITION_FAILED;
      case RELEASED_BY_HOLDER -> RELEASED_BY_HOLDER;
      case GAP -> GAP;
      case UNDEFINED -> UNDEFINED;
    };
  }

  /** Returns how it stands in a record: the protocol's letter, or the policy's name for it. */
  public String id() {
    return id;
  }

  /** Returns the rule for people: the protocol's heading and letter, or the policy's name. */
  public String words() {
    return words;
  }

  /** Returns the rule of a record for people; as it stands there if it is none of these. */
  public static String words(String id) {
    return Stream.of(values())
        .filter(rule -> rule.id.equals(id))
        .map(AuditRule::words)
        .findFirst()
        .orElse(id);
  }
}
