package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Policy.Choice;
import dev.baton.arbiter.fold.Preference.Wish;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState.NodeHealth;
import dev.baton.model.state.Obstacle;
import dev.baton.model.state.SessionState;
import java.util.List;
import java.util.Optional;

/** Decides whether the holder may stay. */
final class HolderReview {

  private HolderReview() {}

  /** Reviews the holder after each fact, and tells it to let go if it must. */
  static void review(ClusterStateBuilder draft, AssignmentState.Held held) {
    Optional<ClusterDefinition> definition = draft.effective();
    if (definition.isEmpty()) {
      return;
    }
    if (draft.definitions.undefining()) {
      release(draft, MoveReason.UNDEFINED, new Choice(Optional.empty(), List.of()));
      return;
    }
    if (definition.orElseThrow().member(held.node()).isEmpty()) {
      release(draft, MoveReason.MEMBER_REMOVED, others(draft, held, Optional.empty()));
      return;
    }
    Optional<MoveReason> reason = reasonToMove(draft, held.node());
    if (reason.isPresent()) {
      moveAway(draft, held, reason.orElseThrow());
    } else {
      draft.unhinder();
      reviewFailback(draft, held, definition.orElseThrow());
      Successors.review(draft, held);
    }
  }

  private static Optional<MoveReason> reasonToMove(ClusterStateBuilder draft, NodeId holder) {
    if (draft.node(holder).standby()) {
      return Optional.of(MoveReason.STANDBY);
    }
    if (draft.node(holder).health() == NodeHealth.UNHEALTHY) {
      return Optional.of(MoveReason.HOLDER_UNHEALTHY);
    }
    return unable(draft, holder).map(why -> MoveReason.HOLDER_UNABLE);
  }

  /** Why the holder's host cannot carry the VIPs, as its keeper says. */
  private static Optional<String> unable(ClusterStateBuilder draft, NodeId holder) {
    return draft.currentSession(holder).flatMap(SessionState::unable);
  }

  private static void moveAway(
      ClusterStateBuilder draft, AssignmentState.Held held, MoveReason reason) {
    draft.failbackTo = Optional.empty();
    Choice choice = others(draft, held, Optional.empty());
    Optional<Obstacle> obstacle = obstacle(draft, reason, choice);
    if (obstacle.isEmpty()) {
      release(draft, reason, choice);
      return;
    }
    draft.hinder(
        obstacle.orElseThrow(),
        AuditLineBuilder.of(Kind.DECISION, AuditRule.of(reason), held.node() + " keeps the VIPs")
            .at(draft.epoch)
            .about(held.node())
            .among(choice.alternatives())
            .with(AuditDetail.REASON, reason.name())
            .with(AuditDetail.OBSTACLE, obstacle.orElseThrow()));
  }

  private static Optional<Obstacle> obstacle(
      ClusterStateBuilder draft, MoveReason reason, Choice choice) {
    if (choice.chosen().isEmpty()) {
      return Optional.of(Obstacle.NOBODY_ELIGIBLE);
    }
    if (reason.unplanned() && draft.maintenance) {
      return Optional.of(Obstacle.MAINTENANCE);
    }
    return reason.unplanned() && draft.holdDown.tripped()
        ? Optional.of(Obstacle.HOLD_DOWN)
        : Optional.empty();
  }

  /** Returns which node would be next if the holder let go. */
  static Choice others(
      ClusterStateBuilder draft, AssignmentState.Held held, Optional<NodeId> target) {
    return others(draft.state(), draft.rules, held.node(), target);
  }

  /** The same of a state. */
  static Choice others(
      ClusterState state, FoldRules rules, NodeId holder, Optional<NodeId> target) {
    return Policy.choose(
        state,
        rules.preference(),
        new Wish(target, Optional.empty(), Optional.of(holder)),
        node -> !node.equals(holder));
  }

  /** Tells the holder to let go. The target is the chosen node, if an operator asked for one. */
  static void release(ClusterStateBuilder draft, MoveReason reason, Choice choice) {
    AssignmentState.Held held = AssignmentStates.held(draft.assignment).orElseThrow();
    boolean aimed = reason == MoveReason.SWITCHOVER || reason == MoveReason.FAILBACK;
    draft.begin(reason, Optional.of(held.node()), aimed ? choice.chosen() : Optional.empty());
    draft.unhinder();
    draft.failbackTo = Optional.empty();
    draft.note(
        draft
            .step(Kind.DECISION, AuditRule.of(reason), "the VIPs leave " + held.node())
            .about(held.node())
            .among(choice.alternatives()));
    draft.assignment = new AssignmentState.Releasing(held.node(), held.session(), false);
    if (Successors.prepare(draft, choice.chosen())) {
      tell(draft, held);
    }
  }

  private static void tell(ClusterStateBuilder draft, AssignmentState.Held held) {
    draft.assignment = new AssignmentState.Releasing(held.node(), held.session(), true);
    draft.order(
        new Command.Release(draft.epoch, held.node(), held.session()),
        draft.step(Kind.COMMAND, AuditRule.R, held.node() + " shall let go").about(held.node()));
  }

  /**
   * The holder is to let go. It is told so when no other successor stands than the one that is
   * wanted. If meanwhile nobody can take the VIPs any more, it keeps them.
   */
  static void goOn(ClusterStateBuilder draft, AssignmentState.Releasing releasing) {
    if (releasing.told()) {
      Successors.reviewFitness(draft);
      return;
    }
    if (draft.succession.successor().isPresent() || draft.effective().isEmpty()) {
      return;
    }
    AssignmentState.Held held =
        new AssignmentState.Held(releasing.node(), releasing.session(), true);
    Choice choice = others(draft, held, draft.move.flatMap(Move::target));
    if (choice.chosen().isPresent() || mustLeave(draft)) {
      Successors.prepare(draft, choice.chosen());
      tell(draft, held);
      return;
    }
    draft.note(
        draft
            .step(Kind.DECISION, AuditRule.D, held.node() + " keeps the VIPs: nobody can take them")
            .about(held.node())
            .among(choice.alternatives()));
    draft.assignment = held;
  }

  /** Tells whether the holder may not keep the VIPs, even if nobody takes them. */
  private static boolean mustLeave(ClusterStateBuilder draft) {
    return draft.definitions.undefining()
        || draft.move.map(Move::reason).filter(MoveReason.MEMBER_REMOVED::equals).isPresent();
  }

  /** Starts, keeps or ends the failback delay. */
  private static void reviewFailback(
      ClusterStateBuilder draft, AssignmentState.Held held, ClusterDefinition definition) {
    Optional<NodeId> better = Optional.empty();
    if (definition.policy().failbackAfter().isPresent() && held.confirmed() && !draft.maintenance) {
      better = better(draft, held, definition);
    }
    if (!better.equals(draft.failbackTo)) {
      draft.failbackTo = better;
      if (better.isPresent()) {
        draft.failbackVersion = Ranges.after(draft.failbackVersion);
        draft.note(
            AuditLineBuilder.of(Kind.DECISION, AuditRule.FAILBACK, "failback delay begins")
                .at(draft.epoch)
                .about(better.orElseThrow()));
      }
    }
  }

  private static Optional<NodeId> better(
      ClusterStateBuilder draft, AssignmentState.Held held, ClusterDefinition definition) {
    ClusterState state = draft.state();
    int priority = definition.member(held.node()).map(Member::priority).orElse(0);
    return definition.members().stream()
        .filter(member -> member.priority() > priority)
        .filter(member -> Policy.isEligible(state, member.node()))
        .filter(member -> !Policy.hasFailedToTake(state, member.node()))
        .min(draft.rules.preference().order(Wish.NONE))
        .map(Member::node);
  }

  /** The failback delay is over. */
  static void failbackTimer(ClusterStateBuilder draft, long version) {
    Optional<AssignmentState.Held> held = AssignmentStates.held(draft.assignment);
    if (held.isPresent() && draft.failbackTo.isPresent() && draft.failbackVersion == version) {
      release(draft, MoveReason.FAILBACK, others(draft, held.orElseThrow(), draft.failbackTo));
    }
  }
}
