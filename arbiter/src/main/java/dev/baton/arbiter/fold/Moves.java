package dev.baton.arbiter.fold;

import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.fact.Fact.Acquired;
import dev.baton.model.fact.Fact.Failed;
import dev.baton.model.fact.Fact.Released;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.SessionState;
import java.util.Optional;

/** The steps of a move as keepers and agents report them. */
final class Moves {

  private Moves() {}

  static void released(ClusterStateBuilder draft, Released fact) {
    Holdovers.released(draft, fact);
    if (Successors.released(draft, fact)) {
      return;
    }
    if (fact.epoch().isAfter(draft.epoch)) {
      draft
          .session(fact.node(), fact.session())
          .ifPresent(
              live -> LogLosses.epochReported(draft, live.node(), fact.epoch(), Optional.empty()));
      return;
    }
    LogLosses.released(draft, fact.epoch(), fact.session());
    Optional<AssignmentStates.Holder> holder =
        AssignmentStates.holder(draft.assignment)
            .filter(holds -> holds.session().equals(fact.session()))
            .filter(holds -> holds.node().equals(fact.node()))
            .filter(holds -> fact.epoch().equals(draft.epoch));
    if (holder.isEmpty()) {
      explain(draft, fact);
      return;
    }
    if (!holder.orElseThrow().told()) {
      draft.session(fact.session()).ifPresent(session -> draft.put(session.asLeaving()));
    }
    leave(draft, Ending.RELEASED, MoveReason.RELEASED_BY_HOLDER);
    draft.note(letGo(draft, fact).with(AuditDetail.RELEASED_AFTER_MS, draft.sinceCause()));
  }

  /** The successor's record came first and began the move. The holder's own adds why it let go. */
  private static void explain(ClusterStateBuilder draft, Released fact) {
    draft
        .move
        .filter(move -> move.unreported().equals(Optional.of(fact.epoch())))
        .filter(move -> move.from().equals(Optional.of(fact.node())))
        .filter(move -> fact.held())
        .ifPresent(
            move -> {
              draft.note(letGo(draft, fact));
              draft.move = Optional.of(move.withUnreported(Optional.empty()));
            });
  }

  private static AuditLineBuilder letGo(ClusterStateBuilder draft, Released fact) {
    Optional<ReleaseReason> unasked = fact.why().filter(why -> why != ReleaseReason.ASKED);
    String because = unasked.map(Moves::words).map(words -> " because " + words).orElse("");
    AuditLineBuilder line =
        draft
            .step(Kind.OUTCOME, AuditRule.R, fact.node() + " let go" + because)
            .at(fact.epoch())
            .about(fact.node());
    return unasked.map(why -> line.with(AuditDetail.LET_GO_BECAUSE, why)).orElse(line);
  }

  private static String words(ReleaseReason why) {
    return switch (why) {
      case ASKED -> "it was told to";
      case UNHEALTHY -> "its service is dead";
      case LEAVING -> "it leaves";
    };
  }

  static void acquired(ClusterStateBuilder draft, Acquired fact) {
    if (draft.session(fact.node(), fact.session()).isPresent()) {
      Successors.acquired(draft, fact.node(), fact.epoch());
    }
    if (fact.epoch().isAfter(draft.epoch)) {
      Optional<SessionId> holder = Optional.of(fact.session());
      draft
          .session(fact.node(), fact.session())
          .ifPresent(live -> LogLosses.epochReported(draft, live.node(), fact.epoch(), holder));
      return;
    }
    Optional<AssignmentState.Held> held =
        AssignmentStates.held(draft.assignment)
            .filter(holds -> holds.session().equals(fact.session()))
            .filter(holds -> holds.node().equals(fact.node()))
            .filter(holds -> fact.epoch().equals(draft.epoch))
            .filter(holds -> !holds.confirmed());
    if (held.isEmpty()) {
      return;
    }
    draft.assignment = new AssignmentState.Held(fact.node(), fact.session(), true);
    if (draft.node(fact.node()).failedTake().isPresent()) {
      draft.put(draft.node(fact.node()).withFailedAt(Optional.empty()));
    }
    AuditLineBuilder line =
        draft
            .step(Kind.OUTCOME, AuditRule.R, fact.node() + " holds the VIPs" + opened(draft, fact))
            .about(fact.node())
            .with(AuditDetail.ACQUIRED_AFTER_MS, draft.sinceCause())
            .with(AuditDetail.TOOK_MS, fact.took());
    // Of all lines of a move, the operator waits only for this one, its end.
    Optional<String> request = draft.move.flatMap(Move::requestId);
    draft.note(request.map(id -> line.with(AuditDetail.REQUEST, id)).orElse(line));
  }

  /** Says on whose word the gate was opened, if it was on somebody's. */
  private static String opened(ClusterStateBuilder draft, Acquired fact) {
    return fact.by()
        .filter(OpenedBy.WORD::equals)
        .flatMap(word -> draft.move)
        .flatMap(Move::from)
        .map(holder -> ": opened on " + holder + "'s word")
        .orElse("");
  }

  static void failed(ClusterStateBuilder draft, Failed fact) {
    Successors.acquired(draft, fact.node(), fact.epoch());
    Optional<AssignmentStates.Holder> holder =
        AssignmentStates.holder(draft.assignment)
            .filter(holds -> holds.node().equals(fact.node()))
            .filter(holds -> fact.epoch().equals(draft.epoch));
    if (holder.isEmpty()) {
      return;
    }
    draft.put(draft.node(fact.node()).withFailedTake(fact.epoch(), fact.why()));
    leave(draft, Ending.RELEASED, MoveReason.ACQUISITION_FAILED);
    draft.note(
        draft
            .step(
                Kind.OUTCOME, AuditRule.R, fact.node() + " could not take the VIPs: " + fact.why())
            .about(fact.node()));
  }

  /** The back-off of a failed take is over. */
  static void retryTimer(ClusterStateBuilder draft, NodeState node, long version) {
    boolean waited = node.failedAt().filter(epoch -> epoch.value() == version).isPresent();
    if (waited && node.failedTake().isPresent()) {
      draft.put(node.toBeTriedAgain());
      draft.note(
          AuditLineBuilder.of(Kind.DECISION, AuditRule.RETRY, node.node() + " may be tried again")
              .about(node.node())
              .with(AuditDetail.FAILED_AT, version)
              .with(AuditDetail.TIMES, node.failedTake().orElseThrow().times()));
    }
  }

  static void hookFinished(ClusterStateBuilder draft, HookFinished fact) {
    if (!draft.isHeard(fact.node())) {
      return;
    }
    if (fact.hook() == Hook.DEMOTE) {
      noteScript(draft, fact, "demote");
      AssignmentStates.demoting(draft.assignment)
          .filter(demoting -> demoting.node().equals(fact.node()))
          .filter(demoting -> fact.epoch().equals(draft.epoch))
          .ifPresent(
              demoting -> draft.assignment = new AssignmentState.Unassigned(demoting.ended()));
      return;
    }
    noteScript(draft, fact, "promote");
    AssignmentStates.promoting(draft.assignment)
        .filter(promoting -> promoting.node().equals(fact.node()))
        .filter(promoting -> fact.epoch().equals(draft.nextEpoch()))
        .ifPresent(promoting -> promoted(draft, promoting, fact.succeeded()));
  }

  private static void noteScript(ClusterStateBuilder draft, HookFinished fact, String script) {
    draft.note(
        AuditLineBuilder.of(
                Kind.OUTCOME,
                AuditRule.HOOKS,
                script + " script " + (fact.succeeded() ? "succeeded" : "failed"))
            .at(fact.epoch())
            .about(fact.node())
            .with(AuditDetail.EXIT_STATUS, fact.exitStatus().map(String::valueOf).orElse("none"))
            .with(AuditDetail.OUTPUT, fact.output())
            .with(AuditDetail.TOOK_MS, fact.took()));
  }

  private static void promoted(
      ClusterStateBuilder draft, AssignmentState.Promoting promoting, boolean succeeded) {
    Optional<SessionState> session = draft.currentSession(promoting.node());
    if (succeeded && session.isPresent()) {
      NextHolder.assign(draft, session.orElseThrow(), promoting.ended());
    } else {
      promotionFailed(draft, promoting);
    }
  }

  private static void promotionFailed(
      ClusterStateBuilder draft, AssignmentState.Promoting promoting) {
    draft.put(draft.node(promoting.node()).withFailedAt(Optional.of(draft.nextEpoch())));
    draft.move = draft.move.map(move -> because(move, MoveReason.PROMOTION_FAILED));
    draft.assignment = new AssignmentState.Unassigned(promoting.ended());
  }

  static void promoteTimer(ClusterStateBuilder draft, long version) {
    AssignmentStates.promoting(draft.assignment)
        .filter(promoting -> promoting.since().offset() == version)
        .ifPresent(
            promoting -> {
              draft.note(timedOut(draft, promoting.node(), "promote"));
              promotionFailed(draft, promoting);
            });
  }

  static void demoteTimer(ClusterStateBuilder draft, long version) {
    AssignmentStates.demoting(draft.assignment)
        .filter(demoting -> demoting.since().offset() == version)
        .ifPresent(
            demoting -> {
              draft.note(timedOut(draft, demoting.node(), "demote"));
              draft.assignment = new AssignmentState.Unassigned(demoting.ended());
            });
  }

  private static AuditLineBuilder timedOut(ClusterStateBuilder draft, NodeId node, String script) {
    return draft
        .step(Kind.OUTCOME, AuditRule.HOOKS, script + " script was not heard of in time")
        .about(node);
  }

  /** A session's death ends the assignment that it carried. */
  static void sessionEnded(ClusterStateBuilder draft, SessionState session, Ending ending) {
    LogLosses.sessionEnded(draft, session);
    Successors.sessionEnded(draft, session);
    AssignmentStates.holder(draft.assignment)
        .filter(holder -> holder.session().equals(session.session()))
        .ifPresent(holder -> leave(draft, ending, Sessions.reason(ending)));
  }

  /** The node no longer holds. If a move led to this, it goes on; otherwise one begins. */
  static void leave(ClusterStateBuilder draft, Ending ending, MoveReason reason) {
    AssignmentStates.Holder holder = AssignmentStates.holder(draft.assignment).orElseThrow();
    if (!holder.releasing()) {
      Optional<String> unanswered =
          AssignmentStates.held(draft.assignment)
              .filter(held -> !held.confirmed())
              .flatMap(held -> draft.move)
              .flatMap(Move::requestId);
      Move begun = draft.begin(reason, Optional.of(holder.node()), Optional.empty());
      draft.move = Optional.of(begun.withRequest(unanswered));
    }
    draft.unhinder();
    draft.failbackTo = Optional.empty();
    draft.assignment = new AssignmentState.Unassigned(ending);
  }

  /**
   * Returns the move with another reason and without the requested target, which could not hold.
   */
  private static Move because(Move move, MoveReason reason) {
    return new Move(
        reason,
        move.cause(),
        move.causedAt(),
        move.from(),
        Optional.empty(),
        move.requestId(),
        move.unreported());
  }
}
