package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Requests.Answer;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.definition.Member;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.HoldDown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Undefines a cluster (rule M): no node is chosen any more, the holder lets go, and once nobody
 * holds the definition is gone. Epochs, versions, dead sessions and the binding of nodes to
 * installations stay, because a later definition must not begin them anew.
 */
final class Undefining {

  private Undefining() {}

  /**
   * Begins it.
   *
   * @param least the least version under which the cluster is to be gone; 0 for the next one. If it
   *     is gone already, it will be so under this version
   */
  static Answer begin(ClusterStateBuilder draft, long least) {
    if (draft.definitions.undefining()) {
      return Answer.refused(Refusal.UNDEFINING);
    }
    if (!Ranges.isBelievable(draft.definitions.latestVersion(), least)) {
      return Answer.refused(Refusal.STALE_VERSION);
    }
    draft.definitions = draft.definitions.asUndefining(least);
    draft.failbackTo = Optional.empty();
    return Answer.ACCEPTED;
  }

  /** Removes the definition once nobody holds. */
  static void progress(ClusterStateBuilder draft) {
    if (draft.definitions.undefining()
        && draft.assignment instanceof AssignmentState.Unassigned
        && Successors.isNobody(draft)) {
      boolean gone = draft.definitions.latest().isEmpty();
      long next = gone ? 0 : draft.state().nextVersion(members(draft));
      long version = Math.max(next, draft.definitions.retired());
      draft.definitions = draft.definitions.undefined(version);
      forgetWhatWas(draft);
      draft.order(
          new Command.Undefine(version),
          AuditLineBuilder.of(Kind.DEFINITION, AuditRule.M, "the cluster is undefined")
              .at(draft.epoch)
              .with(AuditDetail.VERSION, version)
              .with(AuditDetail.UNDEFINED, true));
    }
  }

  private static List<Member> members(ClusterStateBuilder draft) {
    return Stream.of(draft.definitions.effective(), draft.definitions.pending())
        .flatMap(Optional::stream)
        .flatMap(definition -> definition.members().stream())
        .toList();
  }

  private static void forgetWhatWas(ClusterStateBuilder draft) {
    draft.lastHolder = Optional.empty();
    draft.move = Optional.empty();
    draft.maintenance = false;
    draft.holdDown = HoldDown.CLEAR;
    draft.failbackTo = Optional.empty();
    draft.demoted = false;
    draft.settling = Position.NONE;
    draft.forgetPlacements(index -> true);
    draft.unhinder();
    draft
        .nodes
        .values()
        .forEach(node -> draft.put(node.withStandby(false).withFailedAt(Optional.empty())));
  }

  /** Forgets a node that once spoke. */
  static Answer forget(ClusterStateBuilder draft, NodeId node) {
    boolean alive =
        draft.sessions.values().stream().anyMatch(session -> session.node().equals(node));
    if (draft.definitions.isMemberOfAny(node)) {
      return Answer.refused(Refusal.MEMBER, node);
    }
    if (alive) {
      return Answer.refused(Refusal.ALIVE, node);
    }
    return draft.forget(node)
        ? Answer.accepted("it is known again as soon as its keeper or agent speaks")
        : Answer.refused(Refusal.UNKNOWN_NODE, node);
  }
}
