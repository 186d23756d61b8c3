package dev.baton.model.audit;

import dev.baton.model.Bounds;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Source;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of the audit trail: what happened or was decided, by which rule, from which inputs and
 * against which alternatives. The line follows from the log alone, so a replay writes the same
 * lines.
 *
 * @param cluster the cluster concerned; empty for a partition's own lines
 * @param source what it derives from, with an index of its own among the audit lines of that fact
 * @param at the timestamp of the fact it derives from
 * @param kind what sort of line
 * @param rule the rule applied, as {@link AuditRule#id} has it: {@code R}, or {@code
 *     policy.holder-unhealthy}; a newer arbiter may know more
 * @param epoch the epoch concerned
 * @param node the node concerned
 * @param summary one sentence for people
 * @param alternatives every node that was considered, in order of preference; only for decisions
 * @param details further inputs as they stand in the record, by {@link AuditDetail#name}; sorted; a
 *     newer arbiter may know more
 */
public record AuditEntry(
    Optional<ClusterId> cluster,
    Source source,
    Instant at,
    Kind kind,
    String rule,
    Optional<Epoch> epoch,
    Optional<NodeId> node,
    String summary,
    List<Alternative> alternatives,
    SortedMap<String, String> details) {

  /** What sort of line. */
  public enum Kind {
    /** Something was decided. Also: something happened, and nothing moves. */
    DECISION,
    /** A command was derived. */
    COMMAND,
    /** A keeper or agent reported how a command ended. */
    OUTCOME,
    /** A session began or ended. */
    SESSION,
    /** A node's health changed. */
    HEALTH,
    /** An operator's request was taken or refused. */
    REQUEST,
    /** A definition was taken, refused, or took effect. */
    DEFINITION,
    /** Something disturbed a VIP. */
    INCIDENT,
    /** A record could not be decoded and was skipped. */
    MALFORMED,
    /** The partition's own: gap, fold version, leadership. */
    PARTITION
  }

  /**
   * A node that was considered.
   *
   * @param node which
   * @param chosen whether the fold chose it
   * @param eligibility whether it could be, and if not why
   * @param priority its priority
   */
  public record Alternative(NodeId node, boolean chosen, Eligibility eligibility, int priority) {}

  /** Why a node can or cannot hold the VIPs. */
  public enum Eligibility {
    /** It can. */
    ELIGIBLE,
    /** It has no live session: its keeper is down, cut off, or pending behind an earlier one. */
    NO_SESSION,
    /** Its agent says that its service is not healthy. */
    UNHEALTHY,
    /** Nothing was heard from its agent for the health timeout. */
    HEALTH_UNKNOWN,
    /** An operator took it out of the choice. */
    STANDBY,
    /** Its promotion or acquisition failed. */
    FAILED,
    /**
     * Its keeper says that its host could not carry the VIPs, for example because it has no link.
     */
    UNABLE,
    /**
     * Its keeper let go by itself and has sent no keepalive since: it is about to close its
     * session.
     */
    LEAVING,
    /** It is not a member of both the definition in force and the one on its way. */
    NOT_MEMBER,
    /** Its keeper refuses a VIP, and another member can carry them all; or it refuses every one. */
    VIP_REFUSED,
    /** A VIP is an address that another member's host has on its own. */
    VIP_TAKEN
  }

  /** Most characters of a summary or of one detail, so that a whole line fits into a record. */
  private static final int MOST_TEXT = 4096;

  private static final int MOST_DETAILS = 32;

  /** Bounds the texts and freezes the collections. */
  public AuditEntry {
    rule = Bounds.text(rule, 128);
    summary = Bounds.text(summary, MOST_TEXT);
    alternatives = List.copyOf(alternatives);
    details = bounded(details);
  }

  /** Tells whether the line came about by that rule. */
  public boolean isBy(AuditRule applied) {
    return rule.equals(applied.id());
  }

  /** Tells whether the line has that detail, whatever its value. */
  public boolean has(AuditDetail<?> detail) {
    return details.containsKey(detail.name());
  }

  /** Returns a detail's value; empty if the line has none, or none of the detail's form. */
  public <T> Optional<T> detail(AuditDetail<T> detail) {
    return Optional.ofNullable(details.get(detail.name())).flatMap(detail::read);
  }

  private static SortedMap<String, String> bounded(SortedMap<String, String> details) {
    SortedMap<String, String> kept = new TreeMap<>();
    details.entrySet().stream()
        .limit(MOST_DETAILS)
        .forEach(
            detail ->
                kept.put(
                    Bounds.text(detail.getKey(), 128), Bounds.text(detail.getValue(), MOST_TEXT)));
    return Collections.unmodifiableSortedMap(kept);
  }
}
