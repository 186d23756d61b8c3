package dev.baton.simulation;

import dev.baton.log.Topic;

/** Promise 1: never are two gates open at once. */
final class OneOpenGate implements Invariant {
  private final World world;
  private long twoSince = -1;
  private long none;
  private long sampledAt;
  private boolean lastNone;

  OneOpenGate(World world) {
    this.world = world;
  }

  @Override
  public void happened() {
    int open = 0;
    for (Host host : world.gateHosts()) {
      open += host.answers() ? 1 : 0;
    }
    long now = world.scheduler.now();
    none += lastNone ? now - sampledAt : 0;
    sampledAt = now;
    lastNone = open == 0;
    if (open < 2) {
      twoSince = -1;
      return;
    }
    if (twoSince < 0 || mayGoOn()) {
      twoSince = now;
    }
    if (now - twoSince >= world.setup.toleranceNanos()) {
      throw new Violation(this, open + " gates are open: " + names());
    }
  }

  /**
   * Where an assumption is broken, a holder whose session is over goes on until it hears of that.
   * Its keepalives are acknowledged all the while.
   */
  private boolean mayGoOn() {
    return world.setup.toleranceNanos() > 0
        && world.keepers().stream()
            .anyMatch(keeper -> keeper.host.answers() && !keeper.link(Topic.COMMANDS).hears());
  }

  private String names() {
    return world.gateHosts().stream().filter(Host::answers).map(host -> host.name).toList()
        + ", since ns "
        + twoSince;
  }

  /** For how long no gate was open, in nanoseconds. */
  long none() {
    return none;
  }
}
