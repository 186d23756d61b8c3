package dev.baton.bench;

import dev.baton.bench.Site.Said;
import java.util.List;

/** An arbiter's whole loop while it leads clusters at rest. */
final class LoopBench {
  private static final int STEP = 200;

  private final List<Said> second;
  private final LoopWorld world;
  private final long spacing;
  private int next;

  private LoopBench(int clusters) {
    Site site = new Site(clusters);
    second = site.second();
    world = new LoopWorld(site);
    spacing = 1_000_000_000L / second.size();
  }

  static Figure measure(int clusters, Rounds rounds) {
    LoopBench bench = new LoopBench(clusters);
    long assigned = bench.world.assigned();
    Figure figure = rounds.measure("loop", clusters, "events", bench::step);
    if (!bench.world.leads() || bench.world.assigned() != assigned || bench.world.expired() > 0) {
      throw new IllegalStateException("clusters at rest were moved");
    }
    return figure;
  }

  private long step() {
    for (int index = 0; index < STEP; index++) {
      world.passTo(spacing);
      world.say(second.get(next));
      next = next + 1 == second.size() ? 0 : next + 1;
    }
    return STEP;
  }
}
