package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
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

  private final Keeping keeping;
  private final HeldEpoch holding;
  private final Hearing hearing;
  private final Ability ability = new Ability();
  private final Sessions sessions;
  private final KnownDefinition known;
  private final Outlasting outlasting;
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
    keeping = new Keeping(identity, sessionIds, start, now);
    holding = keeping.holding;
    hearing = keeping.hearing;
    sessions = keeping.sessions;
    known = keeping.known;
    outlasting = keeping.outlasting;
  }

  /**
   * The definition was read from a snapshot. The first one makes the keeper install the guard. The
   * first session begins at the next call, because the installation takes time and a lease counts
   * from before the send.
   */
  public List<KeeperEffect> onDefinition(ClusterDefinition read, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    keeping.adopt(read, now, effects);
    return effects;
  }

  /** A command was read from the commands topic. Ignores commands of other clusters. */
  public List<KeeperEffect> onOrder(CommandRecord order, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    advance(now, effects);
    if (concerns(order, effects)) {
      order.command().match(new Reactions(keeping, effects, now));
    }
    return effects;
  }

  /** Rule Z: a command whose source is not after the last one was taken before. */
  private boolean concerns(CommandRecord order, List<KeeperEffect> effects) {
    if (order.cluster().isEmpty()) {
      return true;
    }
    if (left || !order.source().isBelievableAfter(keeping.lastTaken())) {
      return false;
    }
    keeping.took(order.source(), effects);
    return order.cluster().filter(keeping.identity.cluster()::equals).isPresent();
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
    if (!left && generation == keeping.lastTaken().generation()) {
      holding.heard(letGo);
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
    if (!left && holding.isAwaited() && keeping.isBound(now)) {
      holding.serviceDown(now, effects);
    }
    advance(now, effects);
    return effects;
  }

  /**
   * The holder of an epoch asks this member to promise that it opens no gate for a while, because
   * its keepalives are not acknowledged (rule H). The effects answer it.
   */
  public List<KeeperEffect> onAsked(NodeId from, Question question, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    advance(now, effects);
    if (!left && known.isPresent()) {
      long generation = keeping.lastTaken().generation();
      boolean given =
          !holding.isHeld()
              && outlasting.promises(question, holding.highestSeen(), generation, now);
      boolean served = sessions.live(now).filter(own -> now < keeping.halfway(own)).isPresent();
      keeping.sight.heard(from, false, now);
      effects.add(
          new KeeperEffect.Promise(
              from, new Reply(question.epoch(), generation, question.nonce(), given, served)));
    }
    return effects;
  }

  /** A member has answered a question of this holder. */
  public List<KeeperEffect> onPromised(NodeId from, Reply reply, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    if (!left) {
      outlasting.promised(from, reply, keeping.lastTaken().generation());
    }
    keeping.sight.heard(from, reply.storeAnswers(), now);
    advance(now, effects);
    return effects;
  }

  /** The shell could not add the addresses of this epoch, or could not put lost ones back. */
  public List<KeeperEffect> onFailed(Epoch epoch, String why, long now) {
    List<KeeperEffect> effects = new ArrayList<>();
    if (holding.holds(epoch)) {
      holding.giveUp(new Fact.Failed(epoch, keeping.identity.node(), why), why, now, effects);
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
      holding.guardChanged(known.guard(), now, effects);
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
      holding.leave(why, effects);
      sessions.current().ifPresent(current -> keeping.close(current, why, effects));
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
    due = Math.min(due, holding.isHeld() ? holdingDeadline(now) : waitingDeadline(now));
    return sessions.current().isEmpty() ? due : Math.min(due, ability.dueAt());
  }

  private long sessionDeadline(long now) {
    if (sessions.current().isEmpty()) {
      return hearing.deaf(now) && !holding.isHeld() ? Long.MAX_VALUE : sessions.retryAt();
    }
    KeeperSession current = sessions.current().orElseThrow();
    long next = current.over(now) ? Long.MAX_VALUE : current.deadline();
    return holding.isHeld() ? next : Math.min(next, hearing.deafAt());
  }

  private long holdingDeadline(long now) {
    if (keeping.isBound(now)) {
      return Math.max(asksFrom(), outlasting.dueAt());
    }
    return Math.min(outlasting.until(), outlasting.dueAt());
  }

  private long waitingDeadline(long now) {
    return sessions.live(now).isPresent() ? holding.opensAt() : Long.MAX_VALUE;
  }

  /** A holder asks for promises when half of its lease has passed without a renewal. */
  private long asksFrom() {
    return keeping.halfway(sessions.current().orElseThrow());
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
        keeping.lastTaken().generation(),
        outlasting.knownAs(),
        outlasting.ground(now).filter(ground -> !keeping.isBound(now)),
        keeping.kafka(now));
  }

  private void acknowledged(
      KeeperSession current,
      long sequence,
      Position position,
      long now,
      List<KeeperEffect> effects) {
    boolean opening = !current.live(now);
    Optional<KeeperSession.InFlight> answered = current.acknowledged(sequence, now);
    if (answered.isEmpty()) {
      return;
    }
    KeeperSession.InFlight sent = answered.orElseThrow();
    boolean bound = !holding.isHeld() || keeping.isBound(now);
    if (bound) {
      effects.add(new KeeperEffect.Acknowledge(sent.slot()));
    }
    outlasting.acknowledged(sent.sentAt(), bound);
    keeping.sight.acknowledged(now);
    sessions.acknowledged();
    hearing.acknowledged(position, now);
    if (opening) {
      sessions.opened(current, effects);
    }
    if (outlasting.isForgotten()) {
      sessions.end(current);
    }
  }

  /** Handles the time that has passed, and does what is due. */
  private void advance(long now, List<KeeperEffect> effects) {
    if (left || !known.isPresent()) {
      return;
    }
    holding.partWhenDue(now, effects);
    endWhatIsOver(now, effects);
    sessions.live(now).ifPresent(live -> holding.openWhenFree(live.id(), now, effects));
    if (hearing.deaf(now) && !holding.isHeld()) {
      sessions
          .current()
          .ifPresent(each -> keeping.close(each, "hears no leader that folds", effects));
    } else {
      goOn(now, effects);
    }
  }

  private void endWhatIsOver(long now, List<KeeperEffect> effects) {
    outlasting.follow(holding.epoch());
    outlasting.complete(now, effects);
    sessions.overdue(now).ifPresent(current -> keeping.over(current, now, effects));
    if (!keeping.isBound(now) && !outlasting.covers(now)) {
      holding.lapse("no keepalive was acknowledged within the lease", effects);
    }
  }

  private void goOn(long now, List<KeeperEffect> effects) {
    if (sessions.mayBegin(now)) {
      sessions.begin(known, now, effects);
      sessions.current().ifPresent(begun -> outlasting.drawn(begun.id()));
    }
    if (ability.advance(now)) {
      sessions.current().ifPresent(current -> current.sendSoon(now));
    }
    outlasting.follow(holding.epoch());
    sessions.due(now).ifPresent(current -> send(current, now, effects));
    if (holding.isHeld() && (!keeping.isBound(now) || now >= asksFrom())) {
      outlasting.ask(keeping.lastTaken().generation(), now, effects);
    }
  }

  private void send(KeeperSession current, long now, List<KeeperEffect> effects) {
    boolean bound = keeping.isBound(now);
    KeeperSession.InFlight sent = current.send(now);
    effects.add(new KeeperEffect.Arm(sent.slot(), current.lease()));
    effects.add(
        new KeeperEffect.Send(
            new Fact.Keepalive(
                keeping.identity.node(),
                current.id(),
                sent.sequence(),
                current.lease(),
                holding.epoch().orElse(Epoch.NONE),
                holding.highestSeen(),
                keeping.lastTaken().generation(),
                sessions.introduction(known.version(), sent.sequence()),
                ability.said(),
                outlasting.names(bound, now))));
  }
}
