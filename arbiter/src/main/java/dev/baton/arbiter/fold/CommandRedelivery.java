package dev.baton.arbiter.fold;

import dev.baton.model.Epoch;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact.Keepalive;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Successor;
import java.util.Optional;

/**
 * Gives commands again that a living keeper has not read (rule B). They may have been lost with the
 * end of the commands topic, or in a write that was given up. The keeper's keepalives show that it
 * has not read them.
 */
final class CommandRedelivery {
  /** How many keepalives in a row must show it: 1 s by default. */
  static final int PATIENCE = 10;

  /** So many keepalives are sent in a lease by default. */
  private static final int OFTEN = 5;

  /** What a session counts at most. */
  private static final int MOST = 1_000;

  private CommandRedelivery() {}

  static void keepalive(ClusterStateBuilder draft, Keepalive fact) {
    SessionState session = draft.session(fact.session()).orElseThrow();
    boolean passed = hasPassed(draft, fact);
    Optional<Command> unread = passed ? Optional.empty() : unread(draft, session, fact);
    if (!passed && unread.isEmpty()) {
      caughtUp(draft, session);
      return;
    }
    // One counter for both: beyond PATIENCE it counts those that have passed the epoch.
    int behind = passed == session.behind() > PATIENCE ? session.behind() + 1 : first(passed);
    if (behind < (passed ? PATIENCE + untilPassed(draft, session) : PATIENCE)) {
      draft.put(session.withBehind(behind));
    } else if (passed) {
      giveAnother(draft, session, behind);
    } else {
      draft.put(session.withBehind(0));
      draft.order(
          unread.orElseThrow(), told(draft, session, "ordered again: the keeper has not read it"));
    }
  }

  /**
   * How many keepalives may say that the epoch is read and not held: its keeper waits until what it
   * promised to another is over (rule H), and no longer. The session may be older than the
   * definition in force and send more often.
   */
  private static int untilPassed(ClusterStateBuilder draft, SessionState session) {
    Timings timings = draft.timings();
    long promise = timings.withMargin(Timings.PROMISE).toMillis();
    long often = Math.max(1, session.lease().toMillis() / OFTEN);
    long keepalives = promise / Math.min(often, timings.keepaliveInterval().toMillis()) + PATIENCE;
    return (int) Math.min(keepalives, MOST - PATIENCE);
  }

  private static void giveAnother(ClusterStateBuilder draft, SessionState session, int behind) {
    if (!Successors.isNobody(draft)) {
      // The successor has to answer first. The next keepalive asks again.
      draft.put(session.withBehind(behind - 1));
      return;
    }
    draft.put(session.withBehind(0));
    draft.note(told(draft, session, "given a new epoch: the keeper has passed its own"));
    NextHolder.assign(draft, session, Ending.EXPIRED);
  }

  private static void caughtUp(ClusterStateBuilder draft, SessionState session) {
    if (session.behind() > 0) {
      draft.put(session.withBehind(0));
    }
  }

  private static int first(boolean passed) {
    return passed ? PATIENCE + 1 : 1;
  }

  private static AuditLineBuilder told(
      ClusterStateBuilder draft, SessionState session, String what) {
    return AuditLineBuilder.of(Kind.COMMAND, AuditRule.B, what)
        .at(draft.epoch)
        .about(session.node())
        .with(AuditDetail.SESSION, session.session());
  }

  /**
   * Tells whether the holder by the log has seen its epoch and does not hold it. Then its answer
   * was lost, or it took the epoch for another node's. It will never hold that epoch.
   */
  private static boolean hasPassed(ClusterStateBuilder draft, Keepalive fact) {
    return !fact.holding().equals(draft.epoch)
        && !draft.epoch.isAfter(fact.highestSeen())
        && AssignmentStates.holder(draft.assignment)
            .filter(holder -> holder.session().equals(fact.session()))
            .filter(holder -> !holder.releasing())
            .isPresent();
  }

  /** Tells whether the holder's last keepalives have shown that. */
  static boolean isBeingPassed(ClusterState state, AssignmentState.Held held) {
    return Optional.ofNullable(state.sessions().get(held.session()))
        .filter(session -> session.behind() > PATIENCE)
        .isPresent();
  }

  private static Optional<Command> unread(
      ClusterStateBuilder draft, SessionState session, Keepalive fact) {
    Optional<Command> own =
        AssignmentStates.holder(draft.assignment)
            .filter(holder -> holder.session().equals(session.session()))
            .flatMap(holder -> unread(draft, holder, fact));
    return own.or(() -> unansweredWithdrawal(draft, session))
        .or(() -> unreadDefinition(draft, session));
  }

  private static Optional<Command> unread(
      ClusterStateBuilder draft, AssignmentStates.Holder holder, Keepalive fact) {
    if (holder.releasing()) {
      return !holder.told()
          ? Optional.empty()
          : Optional.of(new Command.Release(draft.epoch, holder.node(), holder.session()));
    }
    if (!draft.epoch.isAfter(fact.highestSeen())) {
      return Optional.empty();
    }
    // Whatever the first command said of the predecessor's end, it is safe to wait out its
    // promises.
    Epoch predecessor = new Epoch(draft.epoch.value() - 1);
    return Optional.of(
        new Command.Assign(
            draft.epoch, holder.node(), holder.session(), Ending.EXPIRED, predecessor));
  }

  /** A successor answers every order to give its number up. */
  private static Optional<Command> unansweredWithdrawal(
      ClusterStateBuilder draft, SessionState session) {
    return draft
        .succession
        .successor()
        .filter(Successor::withdrawn)
        .filter(standing -> standing.session().equals(session.session()))
        .map(of -> new Command.Release(of.epoch(), of.node(), of.session()));
  }

  private static Optional<Command> unreadDefinition(
      ClusterStateBuilder draft, SessionState session) {
    boolean concerns =
        draft.definitions.latest().isEmpty()
            || draft.definitions.latest().flatMap(of -> of.member(session.node())).isPresent();
    boolean behind =
        session.current()
            && concerns
            && session.definitionVersion() < draft.definitions.latestVersion();
    return behind || LogLosses.isAwaited(draft, session)
        ? Membership.current(draft.definitions)
        : Optional.empty();
  }
}
