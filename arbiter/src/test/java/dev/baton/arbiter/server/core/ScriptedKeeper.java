package dev.baton.arbiter.server.core;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A keeper that does what rules K and R say, and an agent that says it is well. */
final class ScriptedKeeper implements Command.Cases<Epoch> {
  private static final Duration LEASE = Duration.ofMillis(500);
  private static final long INTERVAL_NANOS = 100_000_000L;

  /** The machine lost its power: no step is taken, and the kernel's gate runs out. */
  boolean off;

  private final World world;
  private final NodeId node;
  private SessionId session;
  private int sessions;
  private long sequence;
  private Epoch holding = Epoch.NONE;
  private Epoch highestSeen = Epoch.NONE;
  private long definition;
  private long leaseUntil;
  private long nextAt;
  private int commandsRead;
  private Optional<Source> lastTaken = Optional.empty();

  ScriptedKeeper(World world, String node) {
    this.world = world;
    this.node = new NodeId(node);
    session = new SessionId(node + "-0");
    nextAt = world.now();
    world.tell("healthy " + node);
  }

  boolean isOpen() {
    return !holding.equals(Epoch.NONE) && world.now() < leaseUntil;
  }

  void step() {
    if (off) {
      return;
    }
    while (commandsRead < world.commands.size()) {
      take(world.commands.get(commandsRead++));
    }
    if (world.now() >= nextAt) {
      nextAt = world.now() + INTERVAL_NANOS;
      leaseUntil = world.now() + LEASE.toNanos();
      world.append(
          new Fact.Keepalive(
              node,
              new InstallId("i-" + node),
              session,
              sequence++,
              LEASE,
              List.of(),
              holding,
              highestSeen,
              definition,
              0,
              Enforcement.NFTABLES));
    }
  }

  private void take(CommandRecord order) {
    boolean tick = order.command() instanceof Command.Tick;
    if (!tick && (lastTaken.isEmpty() || order.source().isAfter(lastTaken.orElseThrow()))) {
      lastTaken = Optional.of(order.source());
      holding = order.command().match(this);
    }
  }

  @Override
  public Epoch release(Command.Release command) {
    if (!command.session().equals(session)) {
      return holding;
    }
    world.append(new Fact.Released(command.epoch(), node, session, true));
    return Epoch.NONE;
  }

  @Override
  public Epoch assign(Command.Assign command) {
    if (!command.epoch().isAfter(highestSeen)) {
      return holding;
    }
    highestSeen = command.epoch();
    if (!command.session().equals(session)) {
      return Epoch.NONE;
    }
    world.append(new Fact.Acquired(highestSeen, node, session, Duration.ofMillis(1)));
    return highestSeen;
  }

  @Override
  public Epoch dead(Command.Dead command) {
    if (!command.session().equals(session)) {
      return holding;
    }
    session = new SessionId(node + "-" + ++sessions);
    sequence = 0;
    return Epoch.NONE;
  }

  @Override
  public Epoch define(Command.Define command) {
    definition = command.definition().version();
    return holding;
  }

  @Override
  public Epoch undefine(Command.Undefine command) {
    definition = command.version();
    return Epoch.NONE;
  }

  @Override
  public Epoch demote(Command.Demote command) {
    return holding;
  }

  @Override
  public Epoch promote(Command.Promote command) {
    return holding;
  }

  @Override
  public Epoch tick(Command.Tick command) {
    return holding;
  }
}
