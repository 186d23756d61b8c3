package dev.baton.lease.core;

import dev.baton.holdover.Pledges;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.ReleaseReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Rules R and D: which epoch this keeper holds, which one it is assigned but cannot take yet, which
 * one it may take on the holder's word, and the highest that it was ever assigned or opened, or
 * read assigned to another.
 */
final class HeldEpoch {
  /**
   * How long the addresses stay, silent, after the gate was shut. A successor that is ready takes
   * over within this time.
   */
  private static final Duration PARTING = Duration.ofMillis(50);

  private final NodeId node;
  private final Enforcement enforcement;
  private Epoch highestSeen;
  private long generation;
  private Optional<Epoch> held = Optional.empty();
  private Optional<SessionId> heldBy = Optional.empty();
  private final Pledges pledges;
  private OpenedBy openedBy = OpenedBy.ASSIGN;
  private Optional<Wanted> wanted = Optional.empty();
  private final NamedEpochs named = new NamedEpochs();
  private Optional<Fact.Released> lastReleased = Optional.empty();
  private Optional<Long> partingAt = Optional.empty();

  /** An assignment to a session whose first keepalive is not acknowledged yet. */
  private record Wanted(Epoch epoch, long orderedAt) {}

  HeldEpoch(
      NodeId node, Enforcement enforcement, Epoch highestSeen, long generation, Pledges pledges) {
    this.pledges = pledges;
    this.node = node;
    this.enforcement = enforcement;
    this.highestSeen = highestSeen;
    this.generation = generation;
  }

  boolean isHeld() {
    return held.isPresent();
  }

  boolean holds(Epoch epoch) {
    return held.filter(epoch::equals).isPresent();
  }

  Optional<Epoch> epoch() {
    return held;
  }

  Epoch highestSeen() {
    return highestSeen;
  }

  /** Returns the session under which it holds; another one renews nothing of it. */
  Optional<SessionId> heldBy() {
    return held.isPresent() ? heldBy : Optional.empty();
  }

  /** The epoch is assigned to the current session. */
  void assigned(Command.Assign command, boolean live, long now, List<KeeperEffect> effects) {
    if (command.ended() == Command.Ending.CARRIED) {
      carried(command, effects);
      return;
    }
    named.passed(command.epoch());
    if (!command.epoch().isAfter(highestSeen) || named.isGivenUp(command.epoch())) {
      return;
    }
    highestSeen = command.epoch();
    noteEnding(command);
    if (live && (held.isPresent() || pledges.isFree(now))) {
      // Also if it already holds a lower epoch: it goes on holding, under the higher one.
      openedBy = OpenedBy.ASSIGN;
      take(command.epoch(), command.session(), now, effects);
    } else {
      wanted = Optional.of(new Wanted(command.epoch(), now));
    }
  }

  /** Whoever let go of its epoch, or ended its session in order, needs no promise any more. */
  private void noteEnding(Command.Assign command) {
    switch (command.ended()) {
      case RELEASED, CLOSED -> pledges.letGo(command.predecessor());
      case FIRST, EXPIRED, CARRIED -> {}
    }
  }

  /**
   * The epoch that this keeper has gone on with is its new session's now. If it does not hold it
   * any more, it says so.
   */
  private void carried(Command.Assign command, List<KeeperEffect> effects) {
    if (holds(command.epoch())) {
      heldBy = Optional.of(command.session());
      effects.add(new KeeperEffect.OpenGate(command.epoch(), command.session()));
    } else if (held.isEmpty() && wanted.isEmpty()) {
      highestSeen = Epoch.max(highestSeen, command.epoch());
      named.giveUp(command.epoch());
      effects.add(
          new KeeperEffect.Append(
              new Fact.Released(
                  command.epoch(),
                  node,
                  command.session(),
                  false,
                  Optional.of(ReleaseReason.ASKED))));
    }
  }

  /** An epoch is assigned to another session, of this node or another. */
  void assignedElsewhere(Epoch epoch, List<KeeperEffect> effects) {
    highestSeen = Epoch.max(highestSeen, epoch);
    named.passed(epoch);
    if (held.filter(epoch::isAfter).isPresent()) {
      letGo("epoch " + epoch + " is assigned to another session", effects);
    }
    wanted = wanted.filter(want -> !epoch.isAfter(want.epoch()));
  }

  /**
   * Opens what is assigned to the live session, or what it may open on the word, as soon as nothing
   * that this member promised stands against it.
   */
  void openWhenFree(SessionId session, long now, List<KeeperEffect> effects) {
    if (!pledges.isFree(now)) {
      return;
    }
    Optional<Wanted> due = wanted;
    wanted = Optional.empty();
    due.ifPresent(
        want -> {
          openedBy = OpenedBy.ASSIGN;
          take(want.epoch(), session, want.orderedAt(), effects);
        });
    openOnWord(session, now, effects);
  }

  /** Returns when {@link #openWhenFree} may have something to do; {@link Long#MAX_VALUE}: never. */
  long opensAt() {
    boolean word = named.open().filter(epoch -> epoch.isAfter(highestSeen)).isPresent();
    return wanted.isPresent() || (held.isEmpty() && word) ? pledges.freeAt() : Long.MAX_VALUE;
  }

  /**
   * A session was named as the one that is next.
   *
   * @param own whether it is this keeper's. Whoever holds or is to hold does not wait to
   */
  void named(Command.Next command, boolean own) {
    named.read(command);
    if (own && held.isEmpty() && wanted.isEmpty() && command.epoch().isAfter(highestSeen)) {
      named.readOwn(command);
    }
  }

  /** The holder of an epoch says that it has let go of it for good. */
  void heard(Epoch letGo) {
    named.heard(letGo);
    pledges.letGo(letGo);
  }

  private void openOnWord(SessionId session, long now, List<KeeperEffect> effects) {
    Optional<Epoch> next = held.isPresent() ? Optional.empty() : named.open();
    next.filter(epoch -> epoch.isAfter(highestSeen))
        .ifPresent(
            epoch -> {
              named.passed(epoch);
              highestSeen = epoch;
              openedBy = OpenedBy.WORD;
              take(epoch, session, now, effects);
            });
  }

  /** Tells whether somebody takes the VIPs at once if this keeper lets go of what it holds. */
  boolean isAwaited() {
    return held.filter(named::isAwaited).isPresent();
  }

  /**
   * Records were lost (rule B): what was named counts no more, and what this keeper said last may
   * be lost as well.
   */
  void forgetNamed(long since, List<KeeperEffect> effects) {
    generation = since;
    named.forget();
    if (held.isEmpty()) {
      lastReleased.ifPresent(said -> effects.add(new KeeperEffect.Append(said)));
    }
  }

  /** The session is over for good. What it held is not, while others promise (rule H). */
  void sessionOver(List<KeeperEffect> effects) {
    named.sessionOver();
    wanted = Optional.empty();
    part(effects);
  }

  /** Nothing lets the gate be open any more. */
  void lapse(String cause, List<KeeperEffect> effects) {
    if (held.isPresent()) {
      letGo(cause, effects);
    }
  }

  /** An epoch was taken back from a session, whoever's it is. */
  void takenBack(Epoch epoch) {
    named.takenBack(epoch);
  }

  /**
   * A session of this keeper is told to let go. It answers also if it holds nothing, or nothing any
   * more, or an earlier epoch because it never read that it was given this one. It opens the epoch
   * never again.
   */
  void released(Command.Release command, long now, List<KeeperEffect> effects) {
    named.giveUp(command.epoch());
    wanted = wanted.filter(want -> want.epoch().isAfter(command.epoch()));
    boolean holds = holds(command.epoch());
    Fact.Released released =
        new Fact.Released(
            command.epoch(), node, command.session(), holds, Optional.of(ReleaseReason.ASKED));
    if (holds || held.filter(command.epoch()::isAfter).isPresent()) {
      giveUp(released, "told to let go", now, effects);
    } else if (held.isEmpty()) {
      effects.add(new KeeperEffect.Append(released));
    }
  }

  /** Lets go of what it holds because its service is dead, without a command, and reports it. */
  void serviceDown(long now, List<KeeperEffect> effects) {
    held.map(epoch -> released(epoch, ReleaseReason.UNHEALTHY))
        .ifPresent(released -> giveUp(released, "its service is dead", now, effects));
  }

  private Fact.Released released(Epoch epoch, ReleaseReason why) {
    return new Fact.Released(epoch, node, heldBy.orElseThrow(), true, Optional.of(why));
  }

  /** Lets go for good, without a command, and reports it. */
  void leave(String why, List<KeeperEffect> effects) {
    wanted = Optional.empty();
    held.map(epoch -> released(epoch, ReleaseReason.LEAVING))
        .ifPresent(released -> giveUp(released, why, 0, effects));
    part(effects);
  }

  /**
   * Other addresses or ports are guarded from now on. A holder goes on holding with the new ones.
   * Every countdown starts anew, so the holder is silent until its next keepalive is acknowledged.
   */
  void guardChanged(KeeperEffect.Guard guard, long now, List<KeeperEffect> effects) {
    Optional<Epoch> epoch = held;
    part(effects);
    if (epoch.isPresent()) {
      letGo("the VIPs are guarded anew", effects);
    }
    effects.add(guard);
    epoch.ifPresent(goesOn -> take(goesOn, heldBy.orElseThrow(), now, effects));
  }

  /**
   * Lets go in order, while the lease lives. As soon as the gate is shut it tells the other members
   * and appends {@code released}, because others wait for that. A little later it resets the
   * clients' connections and takes the addresses away, which are silent by then. There are two
   * reasons for the delay: a client that connects anew finds the successor instead of nobody, and
   * the kernel takes milliseconds to find the connections.
   */
  void giveUp(Fact said, String cause, long now, List<KeeperEffect> effects) {
    Epoch epoch = held.orElseThrow();
    if (resetsNeedTheGate()) {
      effects.add(new KeeperEffect.ResetConnections());
    }
    effects.add(new KeeperEffect.ShutGate(epoch, cause));
    effects.add(new KeeperEffect.Tell(epoch, generation));
    effects.add(new KeeperEffect.Append(said));
    lastReleased = said instanceof Fact.Released released ? Optional.of(released) : lastReleased;
    if (resetsNeedTheGate()) {
      effects.add(new KeeperEffect.RemoveAddresses());
    } else {
      partingAt = Optional.of(now + PARTING.toNanos());
    }
    held = Optional.empty();
  }

  /** Returns when {@link #partWhenDue} has something to do; {@link Long#MAX_VALUE} for never. */
  long partingAt() {
    return partingAt.orElse(Long.MAX_VALUE);
  }

  void partWhenDue(long now, List<KeeperEffect> effects) {
    if (now >= partingAt()) {
      part(effects);
    }
  }

  /** Resets the clients' connections and takes the addresses away, if that is still to be done. */
  private void part(List<KeeperEffect> effects) {
    if (partingAt.isPresent()) {
      partingAt = Optional.empty();
      effects.add(new KeeperEffect.ResetConnections());
      effects.add(new KeeperEffect.RemoveAddresses());
    }
  }

  /**
   * Whether connections must be reset before the gate is shut. Without nftables the gate is the
   * address, and a reset cannot leave without it. With nftables a shut gate lets resets pass.
   */
  private boolean resetsNeedTheGate() {
    return switch (enforcement) {
      case ADDRESS_LIFETIME -> true;
      case NFTABLES -> false;
    };
  }

  /** Lets go at once, because the keeper may no longer hold. It shuts the gate first. */
  private void letGo(String cause, List<KeeperEffect> effects) {
    effects.add(new KeeperEffect.ShutGate(held.orElseThrow(), cause));
    effects.add(new KeeperEffect.RemoveAddresses());
    effects.add(new KeeperEffect.ResetConnections());
    held = Optional.empty();
  }

  private void take(Epoch epoch, SessionId session, long orderedAt, List<KeeperEffect> effects) {
    held = Optional.of(epoch);
    heldBy = Optional.of(session);
    partingAt = Optional.empty();
    effects.add(new KeeperEffect.PutAddresses(epoch));
    effects.add(new KeeperEffect.OpenGate(epoch, session));
    effects.add(new KeeperEffect.Announce(epoch, session, orderedAt, openedBy));
  }
}
