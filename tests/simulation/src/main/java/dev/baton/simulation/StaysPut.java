package dev.baton.simulation;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.model.Epoch;

/** Without a fault nothing moves: the first epoch is the only one, and its gate stays open. */
final class StaysPut implements Invariant {
  private static final Epoch FIRST = new Epoch(1);

  private final World world;
  private boolean held;

  StaysPut(World world) {
    this.world = world;
  }

  @Override
  public void opened(KeeperProcess keeper, KeeperEffect.OpenGate effect) {
    if (!effect.epoch().equals(FIRST)) {
      throw new Violation(this, keeper.name + " opens " + effect);
    }
  }

  @Override
  public void happened() {
    boolean open = world.gateHosts().stream().anyMatch(Host::answers);
    if (held && !open) {
      throw new Violation(this, "the gate shut although nothing was wrong");
    }
    held = open;
  }
}
