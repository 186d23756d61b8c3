package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.MemberAddress;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
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

  private final KeeperIdentity identity;
  private final HeldEpoch holding;
  private final Hearing hearing;
  private final Ability ability = new Ability();
  private final Sessions sessions;
  private final KnownDefinition known;
  private Source lastTaken;
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
    this.holding =
        new HeldEpoch(
            identity.node(), identity.enforcement(), start.epoch(), start.lastTaken().generation());
    this.hearing = new Hearing(start.silenceTimeout().toNanos(), now);
    this.known = new KnownDefinition(identity.leastLease());
    this.lastTaken = start.lastTaken();
    this.sessions = new Sessions(identity, sessionIds, start, now);
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
    if (concerns(order, effects)) {
      order.command().match(new Reaction(effects, now));
    }
    return effects;
  }

  /** Rule Z: a command whose source is not after the last one was taken before. */
  private boolean concerns(CommandRecord order, List<KeeperEffect> effects) {
    if (order.cluster().isEmpty()) {
      return true;
    }
    if (left || !order.source().isBelievableAfter(lastTaken)) {
      return false;
    }
    boolean lost = order.source().generation() > lastTaken.generation();
    lastTaken = order.source();
    if (lost) {
      holding.forgetNamed(lastTaken.generation(), effects);
    }
    return order.cluster().filter(identity.cluster()::equals).isPresent();
  }

  /** A keepalive was acknowledged by the log, and stands at that position. */
  public List<KeeperEffect> onAcknowledged(
      SessionId of, long sequence, Position position, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    sessions
        .named(of)
        .ifPresent(current -> acknowledged(current, sequence, position, now, effects));
    advance(now, effects);
    return effects;
  }

  /** A keepalive was given up. It may still stand in the log. */
  public List<KeeperEffect> onSendFailed(SessionId of, long sequence, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    sessions.named(of).ifPresent(current -> current.sendFailed(sequence, now));
    advance(now, effects);
    return effects;
  }

  /**
   * The holder of an epoch said, over the channel between members, that it has let go of it for
   * good (rule D). It may say so early, late or often.
   *
   * @param generation the latest generation of commands that the holder had read
   */
  public List<KeeperEffect> onWord(Epoch letGo, long generation, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    if (!left && generation == lastTaken.generation()) {
      holding.heard(letGo);
      openOnWord(now, effects);
    }
    advance(now, effects);
    return effects;
  }

  /**
   * This node's own agent has handed to the log that the service is dead. A holder lets go at once
   * if another node stands ready, and otherwise waits for what is decided (rule D).
   */
  public List<KeeperEffect> onServiceDown(long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    sessions
        .live(now)
        .filter(current -> !left && holding.isAwaited())
        .ifPresent(current -> holding.serviceDown(current.id(), now, effects));
    advance(now, effects);
    return effects;
  }

  private void openOnWord(long now, List<KeeperEffect> effects) {
    sessions.live(now).ifPresent(current -> holding.openOnWord(current.id(), now, effects));
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
      holding.guardChanged(known.guard(), sessions.current().map(KeeperSession::id), now, effects);
    }
    advance(now, effects);
    return effects;
  }

  /**
   * Where this node hears the other members has changed. The next keepalives say so.
   *
   * @param addresses none if it has no channel
   */
  public void onChannel(List<MemberAddress> addresses) {
    sessions.hearAt(addresses);
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
      sessions.current().ifPresent(current -> holding.leave(current.id(), why, effects));
      sessions.current().ifPresent(current -> close(current, why, effects));
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
    return sessions.current().isEmpty() ? due : Math.min(due, ability.dueAt());
  }

  private long sessionDeadline(long now) {
    if (sessions.current().isEmpty()) {
      return hearing.deaf(now) ? Long.MAX_VALUE : sessions.retryAt();
    }
    KeeperSession current = sessions.current().orElseThrow();
    long next = current.over(now) ? Long.MAX_VALUE : current.deadline();
    return holding.isHeld() ? next : Math.min(next, hearing.deafAt());
  }

  /** Returns what this keeper is doing. */
  public KeeperStatus status(long now) {
    return new KeeperStatus(
        sessions.current().map(KeeperSession::id),
        sessions.live(now).isPresent(),
        holding.epoch(),
        holding.highestSeen(),
        hearing.deaf(now),
        known.version(),
        known.members(),
        ability.said(),
        holding.isAwaited(),
        lastTaken.generation());
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
    sessions.acknowledged();
    hearing.acknowledged(position, now);
    if (opening) {
      sessions.opened(current, effects);
      holding.sessionLives(current.id(), effects);
      openOnWord(now, effects);
    }
  }

  /** Handles the time that has passed, and does what is due. */
  private void advance(long now, List<KeeperEffect> effects) {
    if (left || !known.isPresent()) {
      return;
    }
    holding.partWhenDue(now, effects);
    sessions.overdue(now).ifPresent(current -> over(current, now, effects));
    boolean deaf = hearing.deaf(now);
    if (deaf && !holding.isHeld()) {
      sessions.current().ifPresent(each -> close(each, "hears no leader that folds", effects));
      return;
    }
    if (!deaf && sessions.mayBegin(now)) {
      sessions.begin(known, now, effects);
    }
    if (ability.advance(now)) {
      sessions.current().ifPresent(current -> current.sendSoon(now));
    }
    sessions.due(now).ifPresent(current -> send(current, now, effects));
  }

  private void over(KeeperSession current, long now, List<KeeperEffect> effects) {
    holding.sessionOver("no keepalive was acknowledged within the lease", effects);
    if (sessions.over(current, known.interval(), now)) {
      hearing.forgetAwaited();
    }
  }

  /** Rule C: written after the gate was shut. */
  private void close(KeeperSession current, String why, List<KeeperEffect> effects) {
    holding.sessionOver(why, effects);
    sessions.end(current);
    hearing.forgetAwaited();
    effects.add(
        new KeeperEffect.Append(new Fact.SessionClosed(identity.node(), current.id(), why)));
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
                sessions.introduction(known.version(), sent.sequence()),
                ability.said(),
                Optional.empty())));
  }

  private void adopt(ClusterDefinition read, long now, List<KeeperEffect> effects) {
    KeeperEffect.Guard before = known.guard();
    if (known.read(read, lastTaken.generation()) && !before.equals(known.guard())) {
      holding.guardChanged(known.guard(), sessions.current().map(KeeperSession::id), now, effects);
    }
  }

  /** What each kind of command makes the keeper do. */
  private final class Reaction extends OrderedEffects {
    Reaction(List<KeeperEffect> effects, long now) {
      super(effects, now);
    }

    @Override
    public List<KeeperEffect> release(Command.Release command) {
      holding.takenBack(command.epoch());
      if (sessions.isOurs(command.session())) {
        holding.released(command, now, effects);
      }
      return effects;
    }

    @Override
    public List<KeeperEffect> next(Command.Next command) {
      if (Ranges.isBelievable(holding.highestSeen().value(), command.epoch().value())) {
        holding.named(command, sessions.named(command.session()).isPresent());
        openOnWord(now, effects);
      }
      return effects;
    }

    @Override
    public List<KeeperEffect> assign(Command.Assign command) {
      if (!Ranges.isBelievable(holding.highestSeen().value(), command.epoch().value())) {
        return effects;
      }
      Optional<KeeperSession> named = sessions.named(command.session());
      if (named.isPresent()) {
        sessions.accepted();
        holding.assigned(command, named.orElseThrow().live(now), now, effects);
      } else {
        holding.assignedElsewhere(command.epoch(), effects);
      }
      return effects;
    }

    @Override
    public List<KeeperEffect> dead(Command.Dead command) {
      sessions
          .named(command.session())
          .ifPresent(
              current -> {
                holding.sessionOver("its session was counted out", effects);
                sessions.refused(current, known.interval(), now);
                hearing.forgetAwaited();
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
        sessions.current().ifPresent(each -> close(each, "the cluster is undefined", effects));
        holding.sessionOver("the cluster is undefined", effects);
        effects.add(KeeperEffect.Guard.NONE);
      }
      return effects;
    }

    @Override
    public List<KeeperEffect> tick(Command.Tick command) {
      hearing.tick(command.foldedUpTo(), now);
      return effects;
    }
  }
}
