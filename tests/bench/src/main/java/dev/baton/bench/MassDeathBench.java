package dev.baton.bench;

import dev.baton.bench.Site.Said;
import dev.baton.model.fact.Fact.Keepalive;
import java.util.List;

/** All holders die at once, and the other nodes live: what it costs to give all VIPs away. */
final class MassDeathBench {
  private static final int MOST_ROUNDS = 5;
  private static final int MOST_SECONDS = 30;

  private MassDeathBench() {}

  /** Measures; a decision is a cluster whose VIPs were given to its other node. */
  static Figure measure(int clusters, Rounds rounds) {
    double unused = decide(clusters);
    double[] perSecond = new double[Math.min(MOST_ROUNDS, rounds.rounds())];
    for (int index = 0; index < perSecond.length; index++) {
      perSecond[index] = decide(clusters);
    }
    return Rounds.figure("mass-death", clusters, "decisions", Figure.Clock.PROCESSOR, perSecond);
  }

  /** From when the first session is waited out until the last cluster has a holder again. */
  private static double decide(int clusters) {
    Site site = new Site(clusters);
    LoopWorld world = new LoopWorld(site);
    List<Said> survivors = site.second().stream().filter(said -> !isOfHolder(said)).toList();
    long wanted = world.assigned() + clusters;
    long began = Rounds.processorTime();
    int next = 0;
    for (long said = 0; world.assigned() < wanted; said++) {
      if (said > (long) MOST_SECONDS * survivors.size()) {
        throw new IllegalStateException(wanted - world.assigned() + " clusters have no holder");
      }
      if (world.expired() == 0) {
        began = Rounds.processorTime();
      }
      world.passTo(1_000_000_000L / survivors.size());
      world.say(survivors.get(next));
      next = next + 1 == survivors.size() ? 0 : next + 1;
    }
    return clusters * 1e9 / (Rounds.processorTime() - began);
  }

  private static boolean isOfHolder(Said said) {
    return said.fact() instanceof Keepalive alive
        && alive.session().equals(Site.holder(said.cluster()));
  }
}
