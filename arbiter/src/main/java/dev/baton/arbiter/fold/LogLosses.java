package dev.baton.arbiter.fold;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.fact.Fact.Keepalive;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.SessionState;
import java.time.Duration;
import java.util.Optional;

/**
 * Rule B: acknowledged records may have vanished. Nobody is assigned until every lease of that time
 * has run out; meanwhile keepalives tell which epochs there were and who holds.
 */
final class LogLosses {

  private LogLosses() {}

  /** An arbiter found the log shorter than it had read. */
  static void noticed(ClusterStateBuilder draft, Position reached) {
    begin(
        draft,
        AuditLineBuilder.of(Kind.PARTITION, "B", "the log was found shorter than it had been read")
            .with("reached", reached));
  }

  /** Begins a gap, or begins its wait anew. */
  static void begin(ClusterStateBuilder draft, AuditLineBuilder why) {
    Optional<SessionId> holder =
        AssignmentStates.suspended(draft.assignment)
            .map(AssignmentState.Suspended::holder)
            .orElseGet(
                () ->
                    AssignmentStates.holder(draft.assignment)
                        .map(AssignmentStates.Holder::session));
    draft.logLosses = Ranges.after(draft.logLosses);
    draft.assignment = new AssignmentState.Suspended(draft.logLosses, holder, longest(draft));
    draft.begin(MoveReason.GAP, draft.lastHolder, Optional.empty());
    draft.settling = Position.NONE;
    draft.failbackTo = Optional.empty();
    draft.note(why.at(draft.epoch).with("gap", draft.logLosses));
  }

  /** Tells whether a session whose beginning the log does not hold is taken in all the same. */
  static boolean isOpenTo(ClusterStateBuilder draft, Keepalive fact) {
    return isWitness(draft, fact)
        && (AssignmentStates.suspended(draft.assignment).isPresent()
            || Sessions.isAhead(draft, fact));
  }

  /**
   * Whose keepalives tell of losses: members', and during a gap or while nothing is defined also
   * those of who has read a definition that is not known here, for it may be among what was lost.
   */
  private static boolean isWitness(ClusterStateBuilder draft, Keepalive fact) {
    boolean defined =
        fact.introduction()
            .filter(told -> told.definitionVersion() > draft.definitions.latestVersion())
            .isPresent();
    boolean open =
        AssignmentStates.suspended(draft.assignment).isPresent()
            || draft.definitions.latest().isEmpty();
    return draft.isWitness(fact.node()) || (defined && open);
  }

  /** Tells whether an epoch is one that the fold knows nothing of, and may all the same exist. */
  static boolean isUnknown(ClusterStateBuilder draft, Epoch reported) {
    return reported.isAfter(draft.epoch)
        && Ranges.isBelievable(draft.epoch.value(), reported.value());
  }

  /** Looks for epochs and holders that the fold knows nothing of. */
  static void keepalive(ClusterStateBuilder draft, Keepalive fact) {
    if (!isWitness(draft, fact)) {
      return;
    }
    if (Sessions.isAhead(draft, fact) || contradicts(draft, fact)) {
      lossShown(draft, fact.holding(), fact.highestSeen());
    }
    if (Ranges.isLaterGeneration(draft.generation, fact.generation())) {
      draft.beginGeneration(fact.generation());
    }
    if (AssignmentStates.suspended(draft.assignment).isEmpty()) {
      return;
    }
    rise(draft, fact.highestSeen());
    rise(draft, fact.holding());
    if (!fact.holding().equals(Epoch.NONE) && fact.holding().equals(draft.epoch)) {
      Sessions.proveCurrent(draft, draft.session(fact.session()).orElseThrow());
      hold(draft, Optional.of(fact.session()));
    }
  }

  /** Tells whether somebody holds the present epoch of whom the fold thinks that another does. */
  private static boolean contradicts(ClusterStateBuilder draft, Keepalive fact) {
    return fact.holding().equals(draft.epoch)
        && AssignmentStates.holder(draft.assignment)
            .filter(holder -> !holder.session().equals(fact.session()))
            .isPresent();
  }

  /**
   * A session spoke whose beginning was lost, and has not said again who it is, as it soon will. If
   * it holds, nobody is assigned before it has had the time to.
   */
  static void unintroduced(ClusterStateBuilder draft, Keepalive fact) {
    if (Sessions.isAhead(draft, fact)) {
      lossShown(draft, fact.holding(), fact.highestSeen());
    }
    if (Ranges.isLaterGeneration(draft.generation, fact.generation())) {
      draft.beginGeneration(fact.generation());
    }
    rise(draft, fact.highestSeen());
    rise(draft, fact.holding());
    if (!fact.holding().equals(Epoch.NONE)) {
      draft.logLosses = Ranges.after(draft.logLosses);
      Optional<Duration> longest =
          longest(draft).filter(known -> known.compareTo(fact.lease()) > 0);
      draft.assignment =
          new AssignmentState.Suspended(
              draft.logLosses,
              AssignmentStates.suspended(draft.assignment)
                  .flatMap(AssignmentState.Suspended::holder),
              longest.or(() -> Optional.of(fact.lease())));
    }
  }

  private static Optional<Duration> longest(ClusterStateBuilder draft) {
    return AssignmentStates.suspended(draft.assignment).flatMap(AssignmentState.Suspended::longest);
  }

  /** An epoch that the fold knows nothing of was reported of a node. */
  static void epochReported(
      ClusterStateBuilder draft, NodeId node, Epoch epoch, Optional<SessionId> holder) {
    if (!draft.isWitness(node) || !isUnknown(draft, epoch)) {
      return;
    }
    lossShown(draft, holder.isPresent() ? epoch : Epoch.NONE, epoch);
    rise(draft, epoch);
    hold(draft, holder);
  }

  /**
   * The commands hold an epoch that the fold knew nothing of when that was noticed. It may have
   * been given again since: keepers that read it the first time take the second for passed.
   */
  static void orphanedEpoch(ClusterStateBuilder draft, Epoch epoch) {
    if (epoch.equals(draft.epoch) || isUnknown(draft, epoch)) {
      lossShown(draft, Epoch.NONE, epoch);
      rise(draft, epoch);
    }
  }

  /** The holder found let go while nobody may be assigned. */
  static void released(ClusterStateBuilder draft, Epoch epoch, SessionId session) {
    AssignmentStates.suspended(draft.assignment)
        .filter(gapped -> gapped.holder().equals(Optional.of(session)))
        .filter(gapped -> epoch.equals(draft.epoch))
        .ifPresent(gapped -> hold(draft, Optional.empty()));
  }

  /** A session ended while nobody may be assigned. */
  static void sessionEnded(ClusterStateBuilder draft, SessionState session) {
    AssignmentStates.suspended(draft.assignment)
        .filter(gapped -> gapped.holder().equals(Optional.of(session.session())))
        .ifPresent(gapped -> hold(draft, Optional.empty()));
  }

  private static void lossShown(ClusterStateBuilder draft, Epoch holding, Epoch seen) {
    if (AssignmentStates.suspended(draft.assignment).isPresent()) {
      return;
    }
    draft.beginGeneration(draft.generation);
    begin(
        draft,
        AuditLineBuilder.of(
                Kind.PARTITION, "B", "an assignment is known that the log does not hold")
            .with("holding", holding)
            .with("highest-seen", seen));
  }

  private static void rise(ClusterStateBuilder draft, Epoch reported) {
    if (isUnknown(draft, reported)) {
      draft.epoch = reported;
      hold(draft, Optional.empty());
    }
  }

  private static void hold(ClusterStateBuilder draft, Optional<SessionId> holder) {
    AssignmentStates.suspended(draft.assignment)
        .ifPresent(
            gapped ->
                draft.assignment =
                    new AssignmentState.Suspended(gapped.number(), holder, gapped.longest()));
  }

  /** Every lease has run out: who was found to hold goes on under a new epoch. */
  static void timer(ClusterStateBuilder draft, long number) {
    Optional<AssignmentState.Suspended> over =
        AssignmentStates.suspended(draft.assignment).filter(gapped -> gapped.number() == number);
    if (over.isEmpty()) {
      return;
    }
    draft.assignment = new AssignmentState.Unassigned(Ending.EXPIRED);
    Membership.current(draft.definitions).ifPresent(draft::order);
    Optional<SessionState> holder =
        over.flatMap(AssignmentState.Suspended::holder)
            .flatMap(draft::session)
            .filter(SessionState::current);
    draft.note(
        draft.step(
            Kind.PARTITION,
            "B",
            holder
                .map(found -> "the gap is over; " + found.node() + " was found to hold")
                .orElse("the gap is over; nobody was found to hold")));
    holder.ifPresent(found -> NextHolder.assign(draft, found, Ending.EXPIRED));
  }
}
