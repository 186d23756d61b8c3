package dev.baton.compose.cli;

import dev.baton.compose.config.DurationText;
import dev.baton.compose.frame.ExitCode;
import dev.baton.model.AuditEntry;
import dev.baton.model.ClusterId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The audit's answers in words. */
final class Answers {

  private static final Map<String, String> REASONS =
      Map.of(
          "NOT_DEFINED", "the cluster is not defined; see: baton define --example",
          "UNKNOWN_NODE", "it has no such member",
          "TARGET_NOT_ELIGIBLE", "that node cannot hold the VIPs now; see: baton status",
          "NOBODY_ELIGIBLE", "no other node can hold the VIPs now; see: baton status",
          "ALREADY_HOLDER", "that node holds the VIPs already",
          "MOVE_UNDER_WAY", "a move is under way and must end first",
          "VIP_CLASHES", "a VIP is not free",
          "GAP", "the log may have lost records; nobody is assigned until that is sorted out",
          "STALE_VERSION", "somebody else defined it meanwhile; look at it and try again",
          "DEFINITION_UNDER_WAY", "an earlier definition has not taken effect yet");

  private Answers() {}

  /** Returns why something was refused, or what is remarked; empty if nothing is. */
  static String reason(AuditEntry answer) {
    String word =
        Optional.ofNullable(answer.details().get("refusal"))
            .or(() -> Optional.ofNullable(answer.details().get("reason")))
            .orElse("");
    boolean constant = word.matches("[A-Z_]+");
    String plain = constant ? word.toLowerCase(Locale.ROOT).replace('_', ' ') : word;
    String reason = REASONS.getOrDefault(word, plain);
    return Optional.ofNullable(answer.details().get("clash"))
        .map(clash -> reason + ": " + clash)
        .orElse(reason);
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
