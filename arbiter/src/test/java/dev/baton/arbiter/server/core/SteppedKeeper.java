package dev.baton.arbiter.server.core;

import dev.baton.log.keeper.ScriptedKeeper;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import java.time.Duration;

/** A keeper in the world's time, with a gate that its lease shuts, and an agent that is well. */
final class SteppedKeeper {
  private static final Duration LEASE = Duration.ofMillis(500);
  private static final long INTERVAL_NANOS = 100_000_000L;

  /** The machine lost its power: no step is taken, and the kernel's gate runs out. */
  boolean off;

  private final World world;
  private final ScriptedKeeper keeper;
  private long leaseUntil;
  private long nextAt;
  private int commandsRead;

  SteppedKeeper(World world, String node) {
    this.world = world;
    this.keeper = new ScriptedKeeper(new NodeId(node), node, LEASE, world::append);
    nextAt = world.now();
    world.tell("healthy " + node);
  }

  boolean isOpen() {
    return !keeper.holding().equals(Epoch.NONE) && world.now() < leaseUntil;
  }

  void step() {
    if (off) {
      return;
    }
    while (commandsRead < world.commands.size()) {
      keeper.take(world.commands.get(commandsRead++));
    }
    if (world.now() >= nextAt) {
      nextAt = world.now() + INTERVAL_NANOS;
      leaseUntil = world.now() + LEASE.toNanos();
      keeper.keepAlive();
    }
  }
}
