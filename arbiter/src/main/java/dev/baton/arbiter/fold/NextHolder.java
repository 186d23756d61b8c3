package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Policy.Choice;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.HoldDown;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.Obstacle;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Successor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the next holder while nobody holds, and takes the steps towards it. */
final class NextHolder {

  private NextHolder() {}

  /** Chooses the next holder and takes the next step towards it, if there is one. */
  static void fill(ClusterStateBuilder draft, Ending ended) {
    if (draft.effective().isEmpty()) {
      return;
    }
    ClusterState state = draft.state();
    Optional<Obstacle> confined = confinement(draft);
    Choice free = Policy.choose(state, draft.rules.preference(), Policy.wish(state), node -> true);
    Choice choice =
        Policy.choose(
            state,
            draft.rules.preference(),
            Policy.wish(state),
            node ->
                Holdovers.allow(draft, node)
                    && (confined.isEmpty() || Optional.of(node).equals(draft.lastHolder)));
    Optional<Successor> standing = draft.succession.successor();
    if (standing.isPresent()) {
      takeOver(draft, ended, standing.orElseThrow(), choice);
    } else if (choice.chosen().isEmpty()) {
      draft.settling = Position.NONE;
      hinder(draft, free.chosen().flatMap(node -> confined.or(() -> awaited(draft))), free);
    } else if (draft.lastHolder.isPresent() || isSettled(draft, state)) {
      take(draft, ended, choice);
    }
  }

  /** Assigns to the standing successor if it is the choice; otherwise it has to answer first. */
  private static void takeOver(
      ClusterStateBuilder draft, Ending ended, Successor standing, Choice choice) {
    Optional<SessionState> chosen = choice.chosen().flatMap(draft::currentSession);
    if (Successors.keepOnly(draft, standing, chosen)) {
      take(draft, ended, choice);
    }
  }

  /** Returns why only the last holder may be chosen; empty if every eligible node may. */
  private static Optional<Obstacle> confinement(ClusterStateBuilder draft) {
    MoveReason reason = draft.move.map(Move::reason).orElse(MoveReason.FIRST_ASSIGNMENT);
    if (draft.maintenance && !isAskedFor(reason)) {
      return Optional.of(Obstacle.MAINTENANCE);
    }
    return draft.holdDown.tripped() && reason.unplanned()
        ? Optional.of(Obstacle.HOLD_DOWN)
        : Optional.empty();
  }

  /** Tells whether an operator wanted this move. */
  private static boolean isAskedFor(MoveReason reason) {
    return switch (reason) {
      case SWITCHOVER, STANDBY, MEMBER_REMOVED, UNDEFINED -> true;
      case FIRST_ASSIGNMENT,
          HOLDER_UNHEALTHY,
          HOLDER_UNABLE,
          SESSION_EXPIRED,
          SESSION_CLOSED,
          FAILBACK,
          PROMOTION_FAILED,
          ACQUISITION_FAILED,
          RELEASED_BY_HOLDER,
          GAP ->
          false;
    };
  }

  private static Optional<Obstacle> awaited(ClusterStateBuilder draft) {
    return draft.holdover.ghosts().isEmpty()
        ? Optional.empty()
        : Optional.of(Obstacle.HOLDER_UNHEARD);
  }

  private static void hinder(ClusterStateBuilder draft, Optional<Obstacle> confined, Choice free) {
    if (draft.lastHolder.isEmpty() && confined.isEmpty()) {
      // No node has come up yet. Every cluster begins like this; it is no decision.
      return;
    }
    Obstacle obstacle = confined.orElse(Obstacle.NOBODY_ELIGIBLE);
    draft.hinder(
        obstacle,
        draft
            .step(Kind.DECISION, AuditRule.VACANT, "nobody is given the VIPs")
            .among(free.alternatives().stream().map(NextHolder::unchosen).toList())
            .with(AuditDetail.OBSTACLE, obstacle));
  }

  private static Alternative unchosen(Alternative considered) {
    return new Alternative(
        considered.node(), false, considered.eligibility(), considered.priority());
  }

  /** The first assignment waits for a short time, so that priorities decide and not boot times. */
  private static boolean isSettled(ClusterStateBuilder draft, ClusterState state) {
    boolean begun = draft.move.isPresent();
    if (begun || draft.settled || Policy.areAllEligible(state)) {
      return true;
    }
    if (draft.settling.equals(Position.NONE)) {
      draft.settling = draft.position;
      draft.note(
          AuditLineBuilder.of(
              Kind.DECISION, AuditRule.SETTLE, "waiting for further members before the first"));
    }
    return false;
  }

  private static void take(ClusterStateBuilder draft, Ending ended, Choice choice) {
    NodeId next = choice.chosen().orElseThrow();
    if (draft.move.isEmpty()) {
      draft.begin(MoveReason.FIRST_ASSIGNMENT, Optional.empty(), Optional.empty());
    }
    boolean stays = Optional.of(next).equals(draft.lastHolder);
    HookPlan hooks = draft.effective().map(ClusterDefinition::hooks).orElse(HookPlan.NONE);
    if (!stays && demote(draft, ended, hooks)) {
      return;
    }
    draft.note(
        draft
            .step(Kind.DECISION, AuditRule.CHOOSE, next + " is next")
            .about(next)
            .among(choice.alternatives()));
    SessionState session = draft.currentSession(next).orElseThrow();
    if (hooks.promote().isPresent() && (!stays || draft.demoted)) {
      promote(draft, session, ended, hooks.promote().orElseThrow());
    } else {
      assign(draft, session, ended);
    }
  }

  /** Puts out the demote command if one is due. Returns whether to wait for the script. */
  private static boolean demote(ClusterStateBuilder draft, Ending ended, HookPlan hooks) {
    if (draft.demoted || draft.lastHolder.isEmpty() || hooks.demote().isEmpty()) {
      return false;
    }
    NodeId node = draft.lastHolder.orElseThrow();
    // A node whose session expired may be gone. Its kernel has shut the gate in any case.
    boolean waited = ended == Ending.RELEASED || ended == Ending.CLOSED;
    draft.demoted = true;
    draft.order(
        new Command.Demote(draft.epoch, node, hooks.demote().orElseThrow()),
        draft
            .step(Kind.COMMAND, AuditRule.HOOKS, node + " shall run its demote script")
            .about(node)
            .with(AuditDetail.WAITED_FOR, waited));
    if (waited) {
      draft.assignment = new AssignmentState.Demoting(node, ended, draft.position);
    }
    return waited;
  }

  private static void promote(
      ClusterStateBuilder draft, SessionState session, Ending ended, Duration timeout) {
    draft.assignment =
        new AssignmentState.Promoting(session.node(), session.session(), ended, draft.position);
    draft.order(
        new Command.Promote(draft.nextEpoch(), session.node(), timeout),
        draft
            .step(Kind.COMMAND, AuditRule.HOOKS, session.node() + " shall run its promote script")
            .about(session.node()));
  }

  /** Assigns the next epoch to a session, or its own if it is the successor. */
  static void assign(ClusterStateBuilder draft, SessionState session, Ending ended) {
    Epoch predecessor = draft.epoch;
    countMove(draft, session.node());
    draft.epoch = Successors.number(draft, session.session());
    draft.succession = Successors.after(draft, session.session());
    draft.assignment = new AssignmentState.Held(session.node(), session.session(), false);
    draft.lastHolder = Optional.of(session.node());
    draft.demoted = false;
    draft.settling = Position.NONE;
    draft.failbackTo = Optional.empty();
    draft.unhinder();
    draft.onlyRenewed = false;
    draft.order(
        new Command.Assign(draft.epoch, session.node(), session.session(), ended, predecessor),
        draft
            .step(Kind.COMMAND, AuditRule.R, session.node() + " shall take the VIPs")
            .about(session.node())
            .with(AuditDetail.PREDECESSOR_ENDED, ended)
            .with(AuditDetail.ASSIGNED_AFTER_MS, draft.sinceCause()));
  }

  /** Counts a move that no operator asked for, and begins the hold-down if there were too many. */
  private static void countMove(ClusterStateBuilder draft, NodeId next) {
    boolean counts =
        draft.lastHolder.filter(last -> !last.equals(next)).isPresent()
            && draft.move.filter(move -> move.reason().unplanned()).isPresent();
    if (!counts || draft.effective().isEmpty()) {
      return;
    }
    FailoverPolicy policy = draft.effective().orElseThrow().policy();
    Instant since = draft.when.minus(policy.holdDownWindow());
    List<Instant> recent = new ArrayList<>(draft.holdDown.moves());
    recent.removeIf(moved -> moved.isBefore(since));
    recent.add(draft.when);
    if (recent.size() > FailoverPolicy.MOST_MOVES) {
      recent.remove(0);
    }
    boolean trips = recent.size() >= policy.holdDownMoves();
    if (trips && !draft.holdDown.tripped()) {
      draft.note(
          draft
              .step(
                  Kind.DECISION,
                  AuditRule.HOLD_DOWN,
                  "too many unplanned moves: the next waits for an acknowledgement")
              .with(AuditDetail.MOVES, recent.size())
              .with(AuditDetail.WINDOW_MS, policy.holdDownWindow()));
    }
    draft.holdDown = new HoldDown(recent, trips || draft.holdDown.tripped());
  }
}
