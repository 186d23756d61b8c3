package dev.baton.arbiter.view;

import dev.baton.arbiter.fold.FoldRules;
import dev.baton.arbiter.fold.SuccessorChoice;
import dev.baton.arbiter.fold.SuccessorChoice.Reason;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Successor;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why no node stands ready to take the VIPs when their holder lets go (rule D).
 *
 * @param reason what the fold found
 * @param words the same for people; the end of a sentence
 */
public record NoSuccessor(Reason reason, String words) {

  /**
   * Asks the fold, by the first version of its rules, which is the only one.
   *
   * @return empty if a node stands ready
   */
  static Optional<NoSuccessor> of(ClusterState state) {
    if (state.succession().successor().filter(of -> !of.withdrawn()).isPresent()) {
      return Optional.empty();
    }
    SuccessorChoice choice = SuccessorChoice.of(state, FoldRules.FIRST);
    return choice.reason().map(why -> new NoSuccessor(why, words(state, choice, why)));
  }

  private static String words(ClusterState state, SuccessorChoice choice, Reason reason) {
    return switch (reason) {
      case QUARANTINE -> "the cluster is in quarantine";
      case GAP -> "the log may have lost records, and not every session has read of that";
      case NOBODY_HOLDS -> "nobody holds the VIPs";
      case HOLDER_LEAVES -> "the holder is to let go, and nobody was named before";
      case UNANSWERED -> unanswered(state);
      case UNDEFINING -> "the cluster is being undefined";
      case HOOKS -> "the definition has scripts (hooks), so every move goes by the log";
      case MAINTENANCE -> "maintenance is on";
      case HOLD_DOWN -> "the hold-down has no move left until: baton ack " + state.cluster();
      case NOBODY_ELIGIBLE -> unfit(state, choice);
      case REST -> wanted(choice) + " was withdrawn less than a second ago";
      case HOLDER_PASSED -> "the holder has passed its epoch, and is given another one first";
    };
  }

  private static String wanted(SuccessorChoice choice) {
    return choice.wanted().map(SessionState::node).map(NodeId::value).orElse("the next node");
  }

  private static String unanswered(ClusterState state) {
    Successor last = state.succession().successor().orElseThrow();
    return last.node() + " was told to give up epoch " + last.epoch() + " and has not answered";
  }

  private static String unfit(ClusterState state, SuccessorChoice choice) {
    String others =
        choice.alternatives().stream()
            .filter(member -> !Optional.of(member.node()).equals(state.assignment().assignee()))
            .map(NoSuccessor::unfit)
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? "the cluster has no other member"
        : "no other member can take the VIPs: " + others;
  }

  private static String unfit(Alternative member) {
    Eligibility why = member.eligibility();
    return member.node() + ": " + why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
