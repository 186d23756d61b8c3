package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rule R: which epoch is held, which is wanted, and which is the highest that was ever read. */
final class HeldEpoch {
  /** By then a successor that is ready to take over has done so. */
  private static final Duration PARTING = Duration.ofMillis(50);

  private final NodeId node;
  private final Enforcement enforcement;
  private Epoch highestSeen;
  private Optional<Epoch> held = Optional.empty();
  private Optional<Wanted> wanted = Optional.empty();
  private Optional<Epoch> foreseen = Optional.empty();
  private Optional<Long> partingAt = Optional.empty();

  /** An assignment to a session whose first keepalive is not acknowledged yet. */
  private record Wanted(Epoch epoch, long orderedAt) {}

  HeldEpoch(NodeId node, Enforcement enforcement, Epoch highestSeen) {
    this.node = node;
    this.enforcement = enforcement;
    this.highestSeen = highestSeen;
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

  /** The epoch is assigned to the current session. */
  void assigned(Command.Assign command, boolean live, long now, List<KeeperEffect> effects) {
    if (!command.epoch().isAfter(highestSeen)) {
      return;
    }
    highestSeen = command.epoch();
    if (live) {
      // Also when it holds a lower epoch already: it goes on holding, by the higher one.
      take(command.epoch(), command.session(), now, effects);
    } else {
      wanted = Optional.of(new Wanted(command.epoch(), now));
    }
  }

  /** An epoch is assigned to another session, of whichever node. */
  void assignedElsewhere(Epoch epoch, List<KeeperEffect> effects) {
    highestSeen = Epoch.max(highestSeen, epoch);
    if (held.filter(epoch::isAfter).isPresent()) {
      letGo("epoch " + epoch + " is assigned to another session", effects);
    }
    wanted = wanted.filter(want -> !epoch.isAfter(want.epoch()));
  }

  /** The first keepalive of the session was acknowledged in time. */
  void sessionLives(SessionId session, List<KeeperEffect> effects) {
    wanted.ifPresent(want -> take(want.epoch(), session, want.orderedAt(), effects));
    wanted = Optional.empty();
  }

  /** The session is over for good. */
  void sessionOver(String cause, List<KeeperEffect> effects) {
    wanted = Optional.empty();
    part(effects);
    if (held.isPresent()) {
      letGo(cause, effects);
    }
  }

  /**
   * A session of this keeper is about to be told to let go (rule F). What it says now answers the
   * order that is to come, too: once, since an order that is given again was not answered.
   */
  void foreseen(Command.Release command, long now, List<KeeperEffect> effects) {
    if (holds(command.epoch())) {
      foreseen = Optional.of(command.epoch());
      Fact said = new Fact.Released(command.epoch(), node, command.session(), true);
      giveUp(said, "about to be told to let go", now, effects);
    }
  }

  /** A session of this keeper is told to let go; answered also when it holds nothing (any more). */
  void released(Command.Release command, long now, List<KeeperEffect> effects) {
    highestSeen = Epoch.max(highestSeen, command.epoch());
    if (foreseen.filter(command.epoch()::equals).isPresent()) {
      foreseen = Optional.empty();
      return;
    }
    wanted = wanted.filter(want -> want.epoch().isAfter(command.epoch()));
    boolean holds = holds(command.epoch());
    Fact.Released released = new Fact.Released(command.epoch(), node, command.session(), holds);
    if (holds) {
      giveUp(released, "told to let go", now, effects);
    } else if (held.isEmpty()) {
      effects.add(new KeeperEffect.Append(released));
    }
  }

  /** Lets go unasked, for good, and says so. */
  void leave(SessionId session, String why, List<KeeperEffect> effects) {
    wanted = Optional.empty();
    held.ifPresent(epoch -> giveUp(new Fact.Released(epoch, node, session, true), why, 0, effects));
    part(effects);
  }

  /**
   * Other addresses or ports are guarded from now on. A holder goes on holding by the new ones; as
   * every countdown starts anew, it is silent until its next keepalive is acknowledged.
   */
  void guardChanged(
      KeeperEffect.Guard guard, Optional<SessionId> session, long now, List<KeeperEffect> effects) {
    Optional<Epoch> epoch = held;
    part(effects);
    if (epoch.isPresent()) {
      letGo("the VIPs are guarded anew", effects);
    }
    effects.add(guard);
    if (epoch.isPresent() && session.isPresent()) {
      take(epoch.orElseThrow(), session.orElseThrow(), now, effects);
    }
  }

  /**
   * Lets go in order, while the lease lives. What is said of it is said as soon as the gate is
   * shut, for others wait for it. Clients are told, and the addresses, silent by then, taken away a
   * little later: a client that connects anew then finds the successor, instead of nobody, and to
   * find its connections among all of the host takes the kernel milliseconds.
   */
  void giveUp(Fact said, String cause, long now, List<KeeperEffect> effects) {
    KeeperEffect shut = new KeeperEffect.ShutGate(held.orElseThrow(), cause);
    if (resetsNeedTheGate()) {
      effects.add(new KeeperEffect.ResetConnections());
      effects.add(shut);
      effects.add(new KeeperEffect.Append(said));
      effects.add(new KeeperEffect.RemoveAddresses());
    } else {
      effects.add(shut);
      effects.add(new KeeperEffect.Append(said));
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

  /** Tells clients, and takes the addresses away, if that is left to be done. */
  private void part(List<KeeperEffect> effects) {
    if (partingAt.isPresent()) {
      partingAt = Optional.empty();
      effects.add(new KeeperEffect.ResetConnections());
      effects.add(new KeeperEffect.RemoveAddresses());
    }
  }

  /** Without its address a connection has no way to send a reset; nftables lets resets pass. */
  private boolean resetsNeedTheGate() {
    return switch (enforcement) {
      case ADDRESS_LIFETIME -> true;
      case NFTABLES -> false;
    };
  }

  /** Lets go at once, because the right to hold is gone: nothing comes before the gate. */
  private void letGo(String cause, List<KeeperEffect> effects) {
    effects.add(new KeeperEffect.ShutGate(held.orElseThrow(), cause));
    effects.add(new KeeperEffect.RemoveAddresses());
    effects.add(new KeeperEffect.ResetConnections());
    held = Optional.empty();
  }

  private void take(Epoch epoch, SessionId session, long orderedAt, List<KeeperEffect> effects) {
    held = Optional.of(epoch);
    partingAt = Optional.empty();
    effects.add(new KeeperEffect.PutAddresses(epoch));
    effects.add(new KeeperEffect.OpenGate(epoch, session));
    effects.add(new KeeperEffect.Announce(epoch, session, orderedAt));
  }
}
