package dev.baton.compose.cli;

import dev.baton.arbiter.fold.Refusal;
import dev.baton.compose.config.DurationText;
import dev.baton.compose.service.ExitCode;
import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.audit.RequestAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answers to requests in words: why a request was refused, which nodes are the reason, and what
 * to do about it.
 */
final class Answers {

  private final String cluster;
  private final String node;
  private final String failing;
  private final String detail;
  private final List<Alternative> members;

  private Answers(AuditEntry answer) {
    this.cluster = answer.cluster().map(ClusterId::value).orElse("CLUSTER");
    this.node = answer.node().map(Object::toString).orElse("the node asked for");
    this.failing = answer.detail(AuditDetail.FAILING).orElse("");
    this.detail = answer.detail(AuditDetail.WHY).orElse("see: baton status " + cluster);
    this.members = answer.alternatives();
  }

  /** Tells whether the request was accepted. */
  static boolean isAccepted(AuditEntry answer) {
    return answer.detail(AuditDetail.ANSWER).equals(Optional.of(RequestAnswer.ACCEPTED));
  }

  /** Returns why the request was refused, or what the answer remarks; empty if there is neither. */
  static String reason(AuditEntry answer) {
    String word = word(answer);
    return refusal(answer)
        .map(refusal -> new Answers(answer).text(refusal))
        .orElseGet(
            () -> word.matches("[A-Z_]+") ? word.toLowerCase(Locale.ROOT).replace('_', ' ') : word);
  }

  /**
   * Returns why the request was refused; empty also for a reason that this version does not know.
   */
  static Optional<Refusal> refusal(AuditEntry answer) {
    String word = word(answer);
    return List.of(Refusal.values()).stream().filter(known -> known.name().equals(word)).findAny();
  }

  private static String word(AuditEntry answer) {
    return answer
        .detail(AuditDetail.REFUSAL)
        .or(() -> answer.detail(AuditDetail.REASON))
        .orElse("");
  }

  private String text(Refusal refusal) {
    return switch (refusal) {
      case NOT_DEFINED -> "the cluster is not defined; see: baton define --example";
      case UNKNOWN_NODE -> node + " is no member of the cluster; " + members();
      case TARGET_NOT_ELIGIBLE -> node + " cannot take the VIPs: " + why();
      case NOBODY_ELIGIBLE -> "no other node can take the VIPs: " + whyNobody();
      case ALREADY_HOLDER -> node + " holds the VIPs already";
      case MOVE_UNDER_WAY ->
          "a move is under way and must end first; watch it with: baton status --watch " + cluster;
      case VIP_CLASHES -> "a VIP is not free: " + detail;
      case GAP ->
          "the log may have lost records; nobody is assigned until every lease that may still be"
              + " alive is over; try again then";
      case QUARANTINED ->
          "the cluster is in quarantine by a record that could not be folded; see: baton status "
              + cluster;
      case NOT_QUARANTINED -> "the cluster is not in quarantine";
      case WRONG_CLUSTER -> "the definition is for another cluster than the record's key";
      case STALE_VERSION ->
          "another operator defined it meanwhile; see what changed: baton define --dry-run";
      case DEFINITION_UNDER_WAY ->
          "an earlier definition has not taken effect yet; wait for it, end it by: baton define "
              + cluster
              + " --abort, or replace it by: baton define --override";
      case UNDEFINING -> "the cluster is being undefined; its holder must let go first";
      case BINDING, VIP_OF_ANOTHER_CLUSTER -> detail;
      case MEMBER -> node + " is a member; take it out of the definition first";
      case ALIVE -> node + " has a live session; stop its actuator first";
    };
  }

  private String members() {
    return members.isEmpty()
        ? "see: baton status " + cluster
        : "its members are "
            + members.stream()
                .map(member -> member.node().toString())
                .collect(Collectors.joining(", "));
  }

  private String why() {
    return members.stream()
        .filter(member -> member.node().toString().equals(node))
        .findFirst()
        .map(member -> node(member.node().toString(), member.eligibility()))
        .orElse("see: baton status " + cluster);
  }

  private String whyNobody() {
    String all =
        members.stream()
            .filter(member -> member.eligibility() != Eligibility.ELIGIBLE)
            .map(member -> node(member.node().toString(), member.eligibility()))
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? "see: baton status " + cluster : all;
  }

  /** Returns why a node cannot hold the VIPs, and what to do about it. */
  private String node(String name, Eligibility eligibility) {
    String probes = failing.isEmpty() ? "" : " (" + failing + ")";
    String resume = "baton resume " + cluster + " " + name;
    return switch (eligibility) {
      case ELIGIBLE -> name + " could take them";
      case NO_SESSION ->
          name
              + " has no session: its actuator does not run or does not reach Kafka; look at its"
              + " log there";
      case UNHEALTHY -> name + " is not healthy" + probes + "; mend its service first";
      case HEALTH_UNKNOWN ->
          name + "'s agent is silent: it does not run or does not reach Kafka; look at its log";
      case STANDBY -> name + " is on standby; put it back with: " + resume;
      case FAILED -> name + " failed to take them before; mend it, then: " + resume;
      case UNABLE ->
          name + " cannot carry the VIPs on its host; the reason is in: baton status " + cluster;
      case VIP_REFUSED ->
          name + "'s actuator refuses a VIP; the reason is in: baton status " + cluster;
      case VIP_TAKEN ->
          name
              + " cannot have a VIP that another member's host has on its own; define another one:"
              + " baton define -f FILE";
      case LEAVING -> name + " is about to end its session; try again when it is back";
      case NOT_MEMBER ->
          name
              + " is not a member of both the definition in force and the one on its way; see:"
              + " baton status "
              + cluster;
    };
  }

  /** Prints that no answer came. */
  static ExitCode missing(CliContext context, ClusterId cluster, String request, Duration waited) {
    context.complain(
        cluster
            + ": no answer within "
            + DurationText.format(waited)
            + "; request "
            + request
            + " stands in the log and may still be carried out. Does an arbiter run? See: baton"
            + " status");
    return ExitCode.UNKNOWN;
  }
}
