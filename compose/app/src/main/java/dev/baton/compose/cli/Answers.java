package dev.baton.compose.cli;

import dev.baton.compose.config.DurationText;
import dev.baton.compose.frame.ExitCode;
import dev.baton.model.AuditEntry;
import dev.baton.model.ClusterId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The audit's answers in words. */
final class Answers {

  private static final Map<String, String> REASONS =
      new TreeMap<>(
          Map.of(
              "NOT_DEFINED", "the cluster is not defined; see: baton define --example",
              "UNKNOWN_NODE", "it has no such member",
              "TARGET_NOT_ELIGIBLE", "that node cannot hold the VIPs now; see: baton status",
              "NOBODY_ELIGIBLE", "no other node can hold the VIPs now; see: baton status",
              "ALREADY_HOLDER", "that node holds the VIPs already",
              "MOVE_UNDER_WAY", "a move is under way and must end first",
              "GAP", "the log may have lost records; nobody is assigned until that is sorted out",
              "STALE_VERSION", "somebody else defined it meanwhile; look at it and try again"));

  static {
    REASONS.put(
        "DEFINITION_UNDER_WAY",
        "an earlier definition has not taken effect yet; wait for it, end it by: baton define"
            + " CLUSTER --abort, or replace it by: baton define --override");
    REASONS.put("UNDEFINING", "the cluster is being undefined; its holder must let go first");
    REASONS.put("MEMBER", "that node is a member; take it out of the definition first");
    REASONS.put("ALIVE", "that node has a live session; stop its keeper first");
  }

  private Answers() {}

  /** Returns why something was refused, or what is remarked; empty if nothing is. */
  static String reason(AuditEntry answer) {
    String word =
        Optional.ofNullable(answer.details().get("refusal"))
            .or(() -> Optional.ofNullable(answer.details().get("reason")))
            .orElse("");
    boolean constant = word.matches("[A-Z_]+");
    String plain = constant ? word.toLowerCase(Locale.ROOT).replace('_', ' ') : word;
    Optional<String> why = Optional.ofNullable(answer.details().get("why"));
    return REASONS.getOrDefault(word, why.orElse(plain));
  }

  /** Says that no answer came. */
  static ExitCode missing(
      Surroundings surroundings, ClusterId cluster, String request, Duration waited) {
    surroundings.complain(
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
