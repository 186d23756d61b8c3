package dev.baton.arbiter.fold;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Fact.Keepalive;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.SessionState;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rule B: acknowledged records may have been lost. Nobody is assigned until every lease of that
 * time has run out. Meanwhile keepalives show which epochs there were and which node holds.
 */
final class LogLosses {

  private LogLosses() {}

  /** An arbiter found the log shorter than what it had read. */
  static void noticed(ClusterStateBuilder draft, Position reached) {
    begin(
        draft,
        AuditLineBuilder.of(
                Kind.PARTITION, AuditRule.B, "the log was found shorter than it had been read")
            .with(AuditDetail.REACHED, reached));
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
    Successors.voidName(draft);
    draft.logLosses = Ranges.after(draft.logLosses);
    draft.assignment = new AssignmentState.Suspended(draft.logLosses, holder, longest(draft));
    draft.begin(MoveReason.GAP, draft.lastHolder, Optional.empty());
    draft.settling = Position.NONE;
    draft.failbackTo = Optional.empty();
    draft.note(why.at(draft.epoch).with(AuditDetail.GAP, draft.logLosses));
    // Whatever it says, it tells keepers of the loss.
    Membership.current(draft.definitions).ifPresent(draft::order);
  }

  /** Tells whether a session is accepted although the log does not have its beginning. */
  static boolean isOpenTo(ClusterStateBuilder draft, Keepalive fact) {
    return isWitness(draft, fact)
        && (AssignmentStates.suspended(draft.assignment).isPresent()
            || Sessions.isAhead(draft, fact));
  }

  /**
   * Tells whether a keepalive may show a loss: a member's may. During a gap, or while nothing is
   * defined, also the keepalive of a node that has read a definition which is not known here,
   * because it may be among what was lost.
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

  /** Tells whether the fold does not know an epoch that may still exist. */
  static boolean isUnknown(ClusterStateBuilder draft, Epoch reported) {
    return reported.isAfter(draft.epoch)
        && Ranges.isBelievable(draft.epoch.value(), reported.value());
  }

  /** Looks in a keepalive for an epoch or a holder that the fold does not know. */
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

  /** Tells whether a session holds the present epoch which, by the fold, another session holds. */
  private static boolean contradicts(ClusterStateBuilder draft, Keepalive fact) {
    return fact.holding().equals(draft.epoch)
        && AssignmentStates.holder(draft.assignment)
            .filter(holder -> !holder.session().equals(fact.session()))
            .isPresent();
  }

  /**
   * A brief keepalive came from a session whose beginning was lost. Its next full keepalive will
   * say who it is. If it holds, nobody is assigned before it has had the time for that.
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

  /** A node reported an epoch that the fold does not know. */
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
   * The commands topic has an epoch that the fold did not know when an arbiter noticed it. The fold
   * may have used this epoch again since. Keepers that read the first command ignore the second.
   */
  static void orphanedEpoch(ClusterStateBuilder draft, Epoch epoch) {
    boolean usedAgain = !draft.epoch.isAfter(epoch) && draft.nextEpoch().isAfter(epoch);
    if (usedAgain || isUnknown(draft, epoch)) {
      lossShown(draft, Epoch.NONE, epoch);
      rise(draft, epoch);
    }
  }

  /** A holder has let go, while nobody may be assigned. */
  static void released(ClusterStateBuilder draft, Epoch epoch, SessionId session) {
    Optional<AssignmentState.Suspended> suspended = AssignmentStates.suspended(draft.assignment);
    suspended
        .flatMap(gapped -> draft.session(session))
        .filter(live -> live.holding().equals(epoch))
        .ifPresent(live -> draft.put(live.asReleased()));
    suspended
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
                Kind.PARTITION, AuditRule.B, "an assignment is known that the log does not hold")
            .with(AuditDetail.HOLDING, holding)
            .with(AuditDetail.HIGHEST_SEEN, seen));
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

  /** Tells whether the end of the gap waits for this session to read of the loss. */
  static boolean isAwaited(ClusterStateBuilder draft, SessionState session) {
    return AssignmentStates.suspended(draft.assignment).isPresent()
        && session.generation() < draft.generation
        && draft.isWitness(session.node());
  }

  /**
   * Every lease has run out. A holder that was found goes on under a new epoch. Before that, every
   * session has to say that it has read of the loss: whoever was named before it could still take
   * the VIPs (rule D).
   */
  static void timer(ClusterStateBuilder draft, long number) {
    Optional<AssignmentState.Suspended> over =
        AssignmentStates.suspended(draft.assignment).filter(gapped -> gapped.number() == number);
    if (over.isEmpty()) {
      return;
    }
    if (draft.sessions.values().stream().anyMatch(live -> isAwaited(draft, live))) {
      draft.logLosses = Ranges.after(draft.logLosses);
      AssignmentState.Suspended gapped = over.orElseThrow();
      draft.assignment =
          new AssignmentState.Suspended(draft.logLosses, gapped.holder(), gapped.longest());
      return;
    }
    draft.assignment = new AssignmentState.Unassigned(Ending.EXPIRED);
    Membership.current(draft.definitions).ifPresent(draft::order);
    Peers.tellAgain(draft);
    Optional<SessionState> holder = found(draft, over.flatMap(AssignmentState.Suspended::holder));
    draft.note(
        draft.step(
            Kind.PARTITION,
            AuditRule.B,
            holder
                .map(found -> "the gap is over; " + found.node() + " was found to hold")
                .orElse("the gap is over; nobody was found to hold")));
    Successors.gapOver(draft);
    holder.ifPresent(found -> Holdovers.found(draft, found));
    boolean heard =
        holder.filter(found -> found.holding().isAfter(Epoch.NONE)).isPresent()
            || isEverybodyHeard(draft);
    if (!heard) {
      Holdovers.lost(draft);
    }
    holder
        .filter(found -> Holdovers.allow(draft, found.node()))
        .ifPresent(found -> NextHolder.assign(draft, found, Ending.EXPIRED));
  }

  /** Tells whether everybody has a session who may hold, so that nobody unheard does. */
  private static boolean isEverybodyHeard(ClusterStateBuilder draft) {
    return draft.definitions.latest().isPresent()
        && Stream.concat(
                Stream.of(draft.definitions.effective(), draft.definitions.pending())
                    .flatMap(Optional::stream)
                    .flatMap(definition -> definition.members().stream())
                    .map(Member::node),
                draft.lastHolder.stream())
            .allMatch(node -> draft.currentSession(node).isPresent());
  }

  /**
   * Returns who holds, by what sessions said last: whoever says that it holds the latest epoch has
   * its gate open until it is told to let go. Otherwise the holder by the fold, which may not have
   * read that it is one.
   */
  private static Optional<SessionState> found(
      ClusterStateBuilder draft, Optional<SessionId> byTheFold) {
    return draft.sessions.values().stream()
        .filter(SessionState::current)
        .filter(live -> draft.isWitness(live.node()))
        .filter(live -> live.holding().isAfter(Epoch.NONE))
        .max(Comparator.comparing(SessionState::holding))
        .or(() -> byTheFold.flatMap(draft::session).filter(SessionState::current));
  }
}
