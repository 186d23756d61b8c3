package dev.baton.lease.core;

import dev.baton.holdover.Ground;
import dev.baton.holdover.Pledges;
import dev.baton.holdover.Promises;
import dev.baton.holdover.Reach;
import dev.baton.holdover.Scope;
import dev.baton.holdover.Silence;
import dev.baton.lease.gate.KernelGate;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Enforcement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rule H on a node: what lets a holder go on although its keepalives are not acknowledged, and what
 * binds a member that has promised.
 */
final class Outlasting {
  /** So many sessions of its own it remembers; the log knows one of the last. */
  private static final int MOST_DRAWN = 1_000;

  /** How many keepalives of a session are acknowledged before it gives up to get the epoch. */
  private static final int PATIENCE = 10;

  private final KeeperIdentity identity;
  private final KnownDefinition known;
  private final Pledges pledges;
  private final Reach reach = new Reach();
  private final Silence silence = new Silence();
  private final Promises promises;
  private Optional<Epoch> of = Optional.empty();
  private Optional<Asks> names = Optional.empty();
  private Optional<Long> unboundSentAt = Optional.empty();
  private int unbound;
  private List<Command.Peer> peers = List.of();
  private Optional<SessionId> before;
  private Optional<SessionId> knownAs = Optional.empty();
  private final Deque<SessionId> drawn = new ArrayDeque<>();

  /**
   * Has promised nothing, and asks nobody.
   *
   * @param before the session that the log had for this node when the keeper started
   * @param nonce where the numbers of its questions begin
   */
  Outlasting(
      KeeperIdentity identity,
      KnownDefinition known,
      Pledges pledges,
      Optional<SessionId> before,
      long nonce) {
    this.before = before;
    this.identity = identity;
    this.known = known;
    this.pledges = pledges;
    this.promises = new Promises(KernelGate.PROMISE_SLOT, Timings.PROMISE, nonce);
  }

  /** A session of this keeper begins. */
  void drawn(SessionId session) {
    drawn.addLast(session);
    while (drawn.size() > MOST_DRAWN) {
      drawn.removeFirst();
    }
  }

  /**
   * The log says which members have a session. If the session of this node was another keeper's so
   * far, that one may have promised something: an earlier process, or a copy of this machine.
   */
  void meet(List<Command.Peer> members, long now) {
    boolean others = before.filter(session -> !drawn.contains(session)).isPresent();
    peers = members;
    knownAs = logged().filter(drawn::contains);
    before = logged().or(() -> before);
    if (others && knownAs.isPresent()) {
      mayHavePromised(now);
    }
  }

  /** An epoch is assigned to a session of this node. */
  void assigned(SessionId session, long now) {
    if (!knownAs.equals(Optional.of(session))) {
      mayHavePromised(now);
    }
  }

  private void mayHavePromised(long now) {
    pledges.begin(now, known.promiseWithMargin());
  }

  /**
   * Returns the session of this keeper by which other members know it; empty until it has read of
   * one in the log. It stays while Kafka is away, whatever sessions this keeper draws meanwhile.
   */
  Optional<SessionId> knownAs() {
    return knownAs;
  }

  /** Returns the session that the log has for this node. */
  private Optional<SessionId> logged() {
    return peers.stream()
        .filter(peer -> peer.node().equals(identity.node()))
        .map(Command.Peer::session)
        .findFirst();
  }

  /** A countdown of the kernel by whole seconds is too coarse for promises. */
  private boolean isPossible() {
    return identity.enforcement() == Enforcement.NFTABLES;
  }

  /** Notes which epoch is held by now. */
  void follow(Optional<Epoch> held) {
    if (!held.equals(of)) {
      of = held;
      reach.begin();
      names = Optional.empty();
      unboundSentAt = Optional.empty();
      unbound = 0;
      promises.forget();
      silence.forget();
    }
  }

  /** Tells whether promises, or being alone, let the gate be open. */
  boolean covers(long now) {
    return of.isPresent() && promises.cover(now);
  }

  /**
   * Returns whom a keepalive names that goes out now; empty for all.
   *
   * @param bound whether the lease of the session lives under which the epoch is held. Otherwise
   *     the list stays as it is
   */
  Optional<Asks> names(boolean bound, long now) {
    if (of.isEmpty() || !isPossible()) {
      return Optional.empty();
    }
    Optional<Asks> next = present();
    // The gate may be open by a round that asked only those named so far.
    boolean early = promises.cover(now) && isLonger(next);
    if (bound && !early) {
      names = next;
    }
    reach.sent(now, names);
    return names;
  }

  /** Tells whether a list has somebody whom the present one leaves out. */
  private boolean isLonger(Optional<Asks> next) {
    return names
        .filter(now -> next.isEmpty() || !now.nodes().containsAll(next.orElseThrow().nodes()))
        .isPresent();
  }

  /** Whom it would name: the other members that have a session, if some have none. */
  private Optional<Asks> present() {
    Set<NodeId> others = others();
    List<NodeId> there =
        others.stream()
            .filter(node -> peers.stream().anyMatch(peer -> peer.node().equals(node)))
            .toList();
    return there.size() < others.size()
        ? Optional.of(new Asks(there, known.holdover()))
        : Optional.empty();
  }

  /** A keepalive was acknowledged while its session's lease lived. */
  void acknowledged(long sentAt, boolean bound) {
    silence.forget();
    if (bound) {
      reach.counts(sentAt);
    } else {
      unboundSentAt = Optional.of(sentAt);
      unbound++;
    }
  }

  /**
   * Tells, once, that the log has taken many keepalives of the present session and has not given it
   * the epoch: what said so is lost. Another session asks again.
   */
  boolean isForgotten() {
    boolean forgotten = unbound >= PATIENCE;
    unbound = forgotten ? 0 : unbound;
    return forgotten;
  }

  /** The epoch is the present session's now: its keepalives count. */
  void carried() {
    unboundSentAt.ifPresent(reach::counts);
    unboundSentAt = Optional.empty();
    unbound = 0;
  }

  /** Returns the other members of the definition that was read. */
  Set<NodeId> others() {
    Set<NodeId> others = new TreeSet<>(known.members());
    others.remove(identity.node());
    return others;
  }

  private Scope scope() {
    Set<NodeId> others = others();
    Optional<Duration> wait =
        Optional.of(patience()).filter(of -> known.keepsInSilence() && silence.isConsent(others));
    return new Scope(others, reach.named(), reach.until(), wait);
  }

  /** Whoever hears a question answers within this; half of a lease is left when it is asked. */
  private Duration patience() {
    Duration repeat = Promises.repeatEach(Timings.PROMISE);
    Duration some = known.isPresent() ? known.lease().dividedBy(4) : repeat;
    return some.compareTo(repeat) < 0 ? some : repeat;
  }

  /** Lets a round count that is complete. */
  void complete(long now, List<KeeperEffect> effects) {
    if (of.isPresent() && promises.isAsking()) {
      promises
          .complete(scope(), now)
          .ifPresent(round -> effects.add(new KeeperEffect.Acknowledge(round.slot())));
    }
  }

  /** Asks, if it is time. */
  void ask(long generation, long now, List<KeeperEffect> effects) {
    if (!isPossible()) {
      return;
    }
    Optional<Promises.Round> begun = promises.begin(scope(), now);
    begun.ifPresent(round -> effects.add(new KeeperEffect.Arm(round.slot(), round.length())));
    if (begun.isPresent() || promises.repeat(now)) {
      long nonce = promises.round().orElseThrow().nonce();
      effects.add(
          new KeeperEffect.Ask(new Question(of.orElseThrow(), generation, known.version(), nonce)));
    }
  }

  /** Returns when {@link #ask} or {@link #complete} may have something to do. */
  long dueAt() {
    return isPossible() ? promises.dueAt(scope()) : Long.MAX_VALUE;
  }

  /** Returns on what the gate may be open without a lease. */
  Optional<Ground> ground(long now) {
    return of.flatMap(epoch -> promises.ground(now));
  }

  /** Returns until when promises let the gate be open. */
  long until() {
    return promises.until();
  }

  /**
   * A member has answered.
   *
   * @param generation the latest that this node has read
   */
  void promised(NodeId from, Reply reply, long generation) {
    if (of.equals(Optional.of(reply.epoch()))) {
      boolean given = reply.given() && reply.generation() == generation;
      if (given) {
        promises.promised(from, reply.nonce());
      }
      silence.heard(from, given, reply.storeAnswers());
    }
  }

  /**
   * Tells whether this member may promise, and takes it as promised if so.
   *
   * @param highestSeen the highest epoch that it has read assigned, or opened
   * @param generation the latest that it has read
   */
  boolean promises(Question question, Epoch highestSeen, long generation, long now) {
    boolean given =
        knownAs.isPresent()
            && question.generation() == generation
            && question.definitionVersion() >= known.version()
            && !highestSeen.isAfter(question.epoch());
    if (given) {
      pledges.give(question.epoch(), now, known.promiseWithMargin());
    }
    return given;
  }
}
