package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps a session alive and works the gate: rules K, C, R, G and S of the protocol on one node for
 * one cluster. Deterministic: the same calls with the same times give the same effects.
 *
 * <p>Not thread-safe. Every call returns effects that must be carried out, in order, before the
 * next call; {@code now} is monotonic nanoseconds of this host, read before the call and never
 * going back.
 */
public final class SessionKeeper {

  /** After a refused session, it draws a new one after 1, 2, 4 ... 64 keepalive intervals. */
  private static final int MOST_DOUBLINGS = 6;

  private final KeeperIdentity identity;
  private final Supplier<SessionId> sessionIds;
  private final HeldEpoch holding;
  private final Hearing hearing;
  private final Introductions introductions;
  private final Ability ability = new Ability();
  private final EndedSessions ended;
  private final KnownDefinition known;
  private Optional<KeeperSession> session = Optional.empty();
  private Source lastTaken;
  private long retryAt;
  private int refusals;
  private boolean left;

  /**
   * Creates a keeper that has not sent anything yet.
   *
   * @param identity who it is
   * @param sessionIds draws a session id never used before
   * @param start what it knows at the start
   * @param now monotonic nanoseconds
   */
  public SessionKeeper(
      KeeperIdentity identity, Supplier<SessionId> sessionIds, KeeperStart start, long now) {
    this.identity = identity;
    this.sessionIds = sessionIds;
    this.holding = new HeldEpoch(identity.node(), identity.enforcement(), start.epoch());
    this.introductions = new Introductions(start.introduces());
    this.hearing = new Hearing(start.silenceTimeout().toNanos(), now);
    this.known = new KnownDefinition(identity.leastLease());
    this.lastTaken = start.lastTaken();
    this.retryAt = now;
    this.ended = new EndedSessions(start.ended());
  }

  /**
   * The definition was read from a snapshot. The first one makes the keeper install the guard. The
   * first session begins at the next call, because the installation takes time and a lease counts
   * from before the send.
   */
  public List<KeeperEffect> onDefinition(ClusterDefinition read, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    adopt(read, now, effects);
    return effects;
  }

  /** A command was read from the commands topic. Ignores commands of other clusters. */
  public List<KeeperEffect> onOrder(CommandRecord order, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    advance(now, effects);
    if (concerns(order)) {
      order.command().match(new Reaction(order.source().isEnd(), effects, now));
    }
    return effects;
  }

  /** Rule Z: a command whose source is not after the last one was taken before. */
  private boolean concerns(CommandRecord order) {
    if (order.cluster().isEmpty()) {
      return true;
    }
    if (left || !order.source().isBelievableAfter(lastTaken)) {
      return false;
    }
    lastTaken = order.source();
    return order.cluster().filter(identity.cluster()::equals).isPresent();
  }

  /** A keepalive was acknowledged by the log, and stands at that position. */
  public List<KeeperEffect> onAcknowledged(
      SessionId of, long sequence, Position position, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    named(of).ifPresent(current -> acknowledged(current, sequence, position, now, effects));
    advance(now, effects);
    return effects;
  }

  /** A keepalive was given up. It may still stand in the log. */
  public List<KeeperEffect> onSendFailed(SessionId of, long sequence, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    named(of).ifPresent(current -> current.sendFailed(sequence, now));
    advance(now, effects);
    return effects;
  }

  /** The shell could not add the addresses of this epoch, or could not put lost ones back. */
  public List<KeeperEffect> onFailed(Epoch epoch, String why, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    if (holding.holds(epoch)) {
      holding.giveUp(new Fact.Failed(epoch, identity.node(), why), why, now, effects);
    }
    advance(now, effects);
    return effects;
  }

  /**
   * Whether the host could carry the VIPs has changed. The next keepalives report it, and the VIPs
   * go to a node that can carry them, if there is one. Until then this node keeps them.
   *
   * @param why why it could not; empty if it could
   */
  public List<KeeperEffect> onAbility(Optional<String> why, long now) {
    ability.see(why, holding.isHeld(), now);
    return onClock(now);
  }

  /**
   * The interface of the VIPs is another one now, under the same name. The keeper guards everything
   * anew; a holder also puts its addresses anew.
   */
  public List<KeeperEffect> onRebound(long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    if (!left && known.isPresent()) {
      holding.guardChanged(known.guard(), session.map(KeeperSession::id), now, effects);
    }
    advance(now, effects);
    return effects;
  }

  /** Time has passed. To be called at {@link #deadline} at the latest. */
  public List<KeeperEffect> onClock(long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    advance(now, effects);
    return effects;
  }

  /** The keeper leaves: it shuts its gate, reports that, and does nothing any more. */
  public List<KeeperEffect> leave(String why) {
    List<KeeperEffect> effects = new ArrayList<>();
    if (!left) {
      session.ifPresent(current -> holding.leave(current.id(), why, effects));
      session.ifPresent(current -> close(current, why, effects));
      left = true;
    }
    return effects;
  }

  /**
   * Returns when {@link #onClock} has to be called, in monotonic nanoseconds; {@link
   * Long#MAX_VALUE} if there is nothing to do until another call is made.
   */
  public long deadline(long now) {
    if (left || !known.isPresent()) {
      return Long.MAX_VALUE;
    }
    long due = Math.min(sessionDeadline(now), holding.partingAt());
    return session.isEmpty() ? due : Math.min(due, ability.dueAt());
  }

  private long sessionDeadline(long now) {
    if (session.isEmpty()) {
      return hearing.deaf(now) ? Long.MAX_VALUE : retryAt;
    }
    KeeperSession current = session.orElseThrow();
    long next = current.over(now) ? Long.MAX_VALUE : current.deadline();
    return holding.isHeld() ? next : Math.min(next, hearing.deafAt());
  }

  /** Returns what this keeper is doing. */
  public KeeperStatus status(long now) {
    return new KeeperStatus(
        session.map(KeeperSession::id),
        session.map(current -> current.live(now)).orElse(false),
        holding.epoch(),
        holding.highestSeen(),
        hearing.deaf(now),
        known.version(),
        ability.said());
  }

  private void acknowledged(
      KeeperSession current,
      long sequence,
      Position position,
      long now,
      List<KeeperEffect> effects) {
    boolean opening = !current.live(now);
    Optional<Integer> slot = current.acknowledged(sequence, now);
    if (slot.isEmpty()) {
      return;
    }
    effects.add(new KeeperEffect.Acknowledge(slot.orElseThrow()));
    introductions.acknowledged();
    hearing.acknowledged(position, now);
    if (opening) {
      ended.clear();
      effects.add(new KeeperEffect.Remember(List.of(current.id())));
      holding.sessionLives(current.id(), effects);
    }
  }

  /** Handles the time that has passed, and does what is due. */
  private void advance(long now, List<KeeperEffect> effects) {
    if (left || !known.isPresent()) {
      return;
    }
    holding.partWhenDue(now, effects);
    session.filter(current -> current.over(now)).ifPresent(current -> over(current, now, effects));
    boolean deaf = hearing.deaf(now);
    if (deaf && !holding.isHeld()) {
      session.ifPresent(current -> close(current, "hears no leader that folds", effects));
      return;
    }
    if (!deaf && mayBegin(now)) {
      begin(now, effects);
    }
    if (ability.advance(now)) {
      session.ifPresent(current -> current.sendSoon(now));
    }
    session
        .filter(current -> current.sendDue(now))
        .ifPresent(current -> send(current, now, effects));
  }

  private void over(KeeperSession current, long now, List<KeeperEffect> effects) {
    holding.sessionOver("no keepalive was acknowledged within the lease", effects);
    if (current.leaseUntil().isEmpty() && current.awaitsAnswer()) {
      // Its first keepalive is still on its way: drawing sessions faster than the log takes them
      // would only pile up first keepalives. Wait for its fate.
      return;
    }
    retryAt = current.leaseUntil().isPresent() ? now : now + known.interval().toNanos();
    end(current);
  }

  /** Rule C: written after the gate was shut. */
  private void close(KeeperSession current, String why, List<KeeperEffect> effects) {
    holding.sessionOver(why, effects);
    end(current);
    effects.add(
        new KeeperEffect.Append(new Fact.SessionClosed(identity.node(), current.id(), why)));
  }

  private void end(KeeperSession current) {
    current.end();
    ended.add(current.id());
    session = Optional.empty();
    hearing.forgetAwaited();
  }

  private boolean mayBegin(long now) {
    return session.isEmpty() && now >= retryAt;
  }

  private Optional<KeeperSession> named(SessionId id) {
    return session.filter(current -> current.id().equals(id));
  }

  private void begin(long now, List<KeeperEffect> effects) {
    SessionId id = sessionIds.get();
    effects.add(new KeeperEffect.Remember(ended.and(id)));
    session = Optional.of(new KeeperSession(id, known.lease(), known.interval(), now));
    introductions.begin();
  }

  private void send(KeeperSession current, long now, List<KeeperEffect> effects) {
    KeeperSession.InFlight sent = current.send(now);
    effects.add(new KeeperEffect.Arm(sent.slot(), current.lease()));
    effects.add(
        new KeeperEffect.Send(
            new Fact.Keepalive(
                identity.node(),
                current.id(),
                sent.sequence(),
                current.lease(),
                holding.epoch().orElse(Epoch.NONE),
                holding.highestSeen(),
                lastTaken.generation(),
                introductions.next(identity, ended.all(), known.version(), sent.sequence()),
                ability.said())));
  }

  private void adopt(ClusterDefinition read, long now, List<KeeperEffect> effects) {
    KeeperEffect.Guard before = known.guard();
    if (known.read(read, lastTaken.generation()) && !before.equals(known.guard())) {
      holding.guardChanged(known.guard(), session.map(KeeperSession::id), now, effects);
    }
  }

  /** Slows down a keeper whose sessions are refused at once, as a clone's are. */
  private Duration retryDelay() {
    return known.interval().multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS));
  }

  /** What each kind of command makes the keeper do. */
  private final class Reaction implements Command.Cases<List<KeeperEffect>> {
    private final boolean ahead;
    private final List<KeeperEffect> effects;
    private final long now;

    /** Ahead: the command does not derive from the log yet, but is about to (rule F). */
    Reaction(boolean ahead, List<KeeperEffect> effects, long now) {
      this.ahead = ahead;
      this.effects = effects;
      this.now = now;
    }

    @Override
    public List<KeeperEffect> release(Command.Release command) {
      boolean ours = ended.contains(command.session()) || named(command.session()).isPresent();
      if (ours && ahead) {
        holding.foreseen(command, now, effects);
      } else if (ours) {
        holding.released(command, now, effects);
      }
      return effects;
    }

    @Override
    public List<KeeperEffect> assign(Command.Assign command) {
      if (!Ranges.isBelievable(holding.highestSeen().value(), command.epoch().value())) {
        return effects;
      }
      Optional<KeeperSession> named = named(command.session());
      if (named.isPresent()) {
        refusals = 0;
        holding.assigned(command, named.orElseThrow().live(now), now, effects);
      } else {
        holding.assignedElsewhere(command.epoch(), effects);
      }
      return effects;
    }

    @Override
    public List<KeeperEffect> dead(Command.Dead command) {
      named(command.session())
          .ifPresent(
              current -> {
                holding.sessionOver("its session was counted out", effects);
                retryAt = now + retryDelay().toNanos();
                refusals++;
                end(current);
              });
      return effects;
    }

    @Override
    public List<KeeperEffect> define(Command.Define command) {
      adopt(command.definition(), now, effects);
      return effects;
    }

    @Override
    public List<KeeperEffect> undefine(Command.Undefine command) {
      if (known.undefined(command.version(), lastTaken.generation())) {
        session.ifPresent(current -> close(current, "the cluster is undefined", effects));
        holding.sessionOver("the cluster is undefined", effects);
        effects.add(KeeperEffect.Guard.NONE);
      }
      return effects;
    }

    @Override
    public List<KeeperEffect> demote(Command.Demote command) {
      return effects;
    }

    @Override
    public List<KeeperEffect> promote(Command.Promote command) {
      return effects;
    }

    @Override
    public List<KeeperEffect> tick(Command.Tick command) {
      hearing.tick(command.foldedUpTo(), now);
      return effects;
    }
  }
}
