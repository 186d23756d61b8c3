package dev.baton.arbiter.core;

import dev.baton.model.Command;
import dev.baton.model.Epoch;
import dev.baton.model.Fact;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Order;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A keeper that does what rules K and R say, and an agent that says it is well. */
final class ScriptedKeeper {
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
              Fact.Enforcement.NFTABLES));
    }
  }

  private void take(Order order) {
    if (order.command() instanceof Command.Tick) {
      return;
    }
    if (lastTaken.isPresent() && !order.source().isAfter(lastTaken.orElseThrow())) {
      return;
    }
    lastTaken = Optional.of(order.source());
    if (order.command() instanceof Command.Release release && release.session().equals(session)) {
      holding = Epoch.NONE;
      world.append(new Fact.Released(release.epoch(), node, session));
    }
    if (order.command() instanceof Command.Assign assign) {
      assigned(assign);
    }
    if (order.command() instanceof Command.Define define) {
      definition = define.definition().version();
    }
    if (order.command() instanceof Command.Dead dead && dead.session().equals(session)) {
      holding = Epoch.NONE;
      session = new SessionId(node + "-" + ++sessions);
      sequence = 0;
    }
  }

  private void assigned(Command.Assign assign) {
    boolean fresh = assign.epoch().isAfter(highestSeen);
    highestSeen = Epoch.max(highestSeen, assign.epoch());
    if (fresh && assign.session().equals(session)) {
      holding = assign.epoch();
      world.append(new Fact.Acquired(holding, node, session, Duration.ofMillis(1)));
    } else if (fresh) {
      holding = Epoch.NONE;
    }
  }
}
