package dev.baton.lease.core;

import dev.baton.holdover.Pledges;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The parts of a keeper, and what more than one kind of input makes them do together. */
final class Keeping {
  final KeeperIdentity identity;
  final HeldEpoch holding;
  final Hearing hearing;
  final Sessions sessions;
  final KnownDefinition known;
  final Outlasting outlasting;
  final KafkaSight sight = new KafkaSight();
  private final Pledges pledges = new Pledges();
  private final long startedAt;
  private Source lastTaken;

  Keeping(KeeperIdentity identity, Supplier<SessionId> sessionIds, KeeperStart start, long now) {
    this.identity = identity;
    this.holding =
        new HeldEpoch(
            identity.node(),
            identity.enforcement(),
            start.epoch(),
            start.lastTaken().generation(),
            pledges);
    this.hearing = new Hearing(start.silenceTimeout().toNanos(), now);
    this.known = new KnownDefinition(identity.leastLease());
    this.sessions = new Sessions(identity, sessionIds, start, now);
    this.outlasting = new Outlasting(identity, known, pledges, start.knownAs(), now);
    this.lastTaken = start.lastTaken();
    this.startedAt = now;
  }

  Source lastTaken() {
    return lastTaken;
  }

  /** A command was taken; a later generation tells that records were lost. */
  void took(Source source, List<KeeperEffect> effects) {
    boolean lost = source.generation() > lastTaken.generation();
    lastTaken = source;
    if (lost) {
      holding.forgetNamed(lastTaken.generation(), effects);
    }
  }

  void adopt(ClusterDefinition read, long now, List<KeeperEffect> effects) {
    KeeperEffect.Guard before = known.guard();
    boolean first = !known.isPresent();
    if (!known.read(read, lastTaken.generation())) {
      return;
    }
    if (first) {
      // What an earlier process promised still binds this one.
      pledges.begin(startedAt, known.promiseWithMargin());
    }
    if (!before.equals(known.guard())) {
      holding.guardChanged(known.guard(), now, effects);
    }
  }

  /** Tells whether the lease lives of the session under which the keeper holds. */
  boolean isBound(long now) {
    return sessions.live(now).map(KeeperSession::id).filter(this::holdsBy).isPresent();
  }

  /** Returns what it looks like whether Kafka answers; empty before it ever did, or undefined. */
  Optional<KafkaView> kafka(long now) {
    return sight.hasBegun() && known.isPresent()
        ? Optional.of(
            sight.view(outlasting.others(), holding.isHeld(), known.lease().toNanos(), now))
        : Optional.empty();
  }

  /** Returns when half of a live session's lease has passed without a renewal. */
  long halfway(KeeperSession live) {
    return live.leaseUntil().orElseThrow() - live.lease().dividedBy(2).toNanos();
  }

  private boolean holdsBy(SessionId session) {
    return holding.heldBy().filter(session::equals).isPresent();
  }

  /** The present session's lease ran out. */
  void over(KeeperSession current, long now, List<KeeperEffect> effects) {
    holding.sessionOver(effects);
    if (sessions.over(current, known.interval(), now)) {
      hearing.forgetAwaited();
    }
  }

  /** Rule C: written after the gate was shut. */
  void close(KeeperSession current, String why, List<KeeperEffect> effects) {
    holding.sessionOver(effects);
    holding.lapse(why, effects);
    sessions.end(current);
    hearing.forgetAwaited();
    effects.add(
        new KeeperEffect.Append(new Fact.SessionClosed(identity.node(), current.id(), why)));
  }

  /** The log says that the present session is over. */
  void dead(KeeperSession current, long now, List<KeeperEffect> effects) {
    boolean held = holdsBy(current.id());
    holding.sessionOver(effects);
    if (held) {
      holding.lapse("its session was counted out", effects);
    }
    sessions.refused(current, known.interval(), now);
    hearing.forgetAwaited();
  }
}
