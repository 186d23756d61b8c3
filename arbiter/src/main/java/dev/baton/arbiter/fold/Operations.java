package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Policy.Choice;
import dev.baton.arbiter.fold.Requests.Answer;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.HoldDown;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.SessionState;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Carries out an operator's request, if it is allowed. */
final class Operations implements Operation.Cases<Answer> {
  private final ClusterStateBuilder draft;

  Operations(ClusterStateBuilder draft) {
    this.draft = draft;
  }

  @Override
  public Answer switchover(Operation.Switchover operation) {
    Optional<NodeId> target = operation.target();
    if (target.isPresent() && !isMember(target.orElseThrow())) {
      return Answer.refused(Refusal.UNKNOWN_NODE, target.orElseThrow());
    }
    return draft.assignment.match(new SwitchoverFrom(target));
  }

  @Override
  public Answer maintenance(Operation.Maintenance operation) {
    draft.maintenance = operation.on();
    return Answer.ACCEPTED;
  }

  @Override
  public Answer standby(Operation.Standby operation) {
    Answer answer = change(operation.node(), node -> node.withStandby(true));
    return answer.refusal().isPresent() ? answer : Answer.accepted(remark(operation.node()));
  }

  /** Returns what an operator should know now that a node is on standby. */
  private String remark(NodeId node) {
    Optional<AssignmentState.Held> held = AssignmentStates.held(draft.assignment);
    if (held.isPresent()) {
      AssignmentState.Held by = held.orElseThrow();
      boolean others = HolderReview.others(draft, by, Optional.empty()).chosen().isPresent();
      if (others) {
        return "";
      }
      return by.node().equals(node)
          ? "it keeps the VIPs until another node can take them"
          : "no other node could take the VIPs from " + by.node() + " now";
    }
    ClusterState state = draft.state();
    boolean somebody =
        draft.effective().stream()
            .flatMap(in -> in.members().stream())
            .anyMatch(member -> Policy.isEligible(state, member.node()));
    String before = draft.lastHolder.isEmpty() ? "no node ever held the VIPs" : "";
    if (somebody) {
      return before;
    }
    return (before.isEmpty() ? "nobody holds the VIPs" : before)
        + ", and no node can take them now";
  }

  @Override
  public Answer resume(Operation.Resume operation) {
    return change(operation.node(), node -> node.withStandby(false).withFailedAt(Optional.empty()));
  }

  @Override
  public Answer acknowledge(Operation.Acknowledge operation) {
    draft.holdDown = HoldDown.CLEAR;
    draft.nodes.values().forEach(node -> draft.put(node.withFailedAt(Optional.empty())));
    return Answer.ACCEPTED;
  }

  @Override
  public Answer rebind(Operation.Rebind operation) {
    return change(operation.node(), node -> node.withInstall(Optional.empty()));
  }

  @Override
  public Answer liftQuarantine(Operation.LiftQuarantine operation) {
    return Quarantines.lift(draft);
  }

  @Override
  public Answer undefine(Operation.Undefine operation) {
    return Undefining.begin(draft, operation.version());
  }

  @Override
  public Answer forget(Operation.Forget operation) {
    return Undefining.forget(draft, operation.node());
  }

  private Answer change(NodeId node, UnaryOperator<NodeState> change) {
    if (!isMember(node)) {
      return Answer.refused(Refusal.UNKNOWN_NODE, node);
    }
    draft.put(change.apply(draft.node(node)));
    return Answer.ACCEPTED;
  }

  private boolean isMember(NodeId node) {
    return draft.definitions.isMemberOfAny(node);
  }

  /**
   * A switchover begins if a node holds the VIPs, or if nobody has them and no move is under way.
   */
  private final class SwitchoverFrom implements AssignmentState.Cases<Answer> {
    private final Optional<NodeId> target;

    SwitchoverFrom(Optional<NodeId> target) {
      this.target = target;
    }

    @Override
    public Answer held(AssignmentState.Held held) {
      if (target.equals(Optional.of(held.node()))) {
        return Answer.refused(Refusal.ALREADY_HOLDER, held.node());
      }
      if (!held.confirmed() && !saysItHolds(held)) {
        return Answer.refused(Refusal.MOVE_UNDER_WAY);
      }
      Choice choice = HolderReview.others(draft, held, target);
      Optional<Answer> refusal = refusal(choice);
      if (refusal.isEmpty()) {
        HolderReview.release(draft, MoveReason.SWITCHOVER, choice);
      }
      return refusal.orElse(Answer.ACCEPTED);
    }

    /**
     * Tells whether the holder's keepalives say that it holds. Its {@code acquired} may have been
     * lost.
     */
    private boolean saysItHolds(AssignmentState.Held held) {
      return draft
          .session(held.session())
          .map(SessionState::holding)
          .equals(Optional.of(draft.epoch));
    }

    @Override
    public Answer unassigned(AssignmentState.Unassigned assignment) {
      Choice choice =
          Policy.choose(
              draft.state(),
              draft.rules.preference(),
              new Preference.Wish(target, Optional.empty(), Optional.empty()),
              node -> true);
      Optional<Answer> refusal = refusal(choice);
      if (refusal.isEmpty()) {
        draft.begin(MoveReason.SWITCHOVER, draft.lastHolder, target);
      }
      return refusal.orElse(Answer.ACCEPTED);
    }

    private Optional<Answer> refusal(Choice choice) {
      if (target.isEmpty()) {
        return choice.chosen().isEmpty()
            ? Optional.of(Answer.refused(Refusal.NOBODY_ELIGIBLE))
            : Optional.empty();
      }
      return target.equals(choice.chosen())
          ? Optional.empty()
          : target.map(asked -> Answer.refused(Refusal.TARGET_NOT_ELIGIBLE, asked));
    }

    @Override
    public Answer promoting(AssignmentState.Promoting assignment) {
      return Answer.refused(Refusal.MOVE_UNDER_WAY);
    }

    @Override
    public Answer releasing(AssignmentState.Releasing assignment) {
      return Answer.refused(Refusal.MOVE_UNDER_WAY);
    }

    @Override
    public Answer demoting(AssignmentState.Demoting assignment) {
      return Answer.refused(Refusal.MOVE_UNDER_WAY);
    }

    @Override
    public Answer suspended(AssignmentState.Suspended assignment) {
      return Answer.refused(Refusal.GAP);
    }
  }
}
