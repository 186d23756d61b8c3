package dev.baton.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Measures in rounds, by the processor time of the whole process: the collector's work counts, and
 * what else the machine does counts little.
 *
 * @param rounds how many count
 * @param nanos how long each takes, in ns of processor time
 */
record Rounds(int rounds, long nanos) {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  static final Rounds FULL = new Rounds(7, 1_000_000_000L);
  static final Rounds QUICK = new Rounds(3, 250_000_000L);

  /** Does a part of the work. */
  @FunctionalInterface
  interface Work {
    /** Returns how much was done. */
    long step();
  }

  /** Measures after as many rounds that warm up: the compilers work in those. */
  Figure measure(String name, int clusters, String unit, Work work) {
    for (int index = 0; index < rounds; index++) {
      double unused = round(work);
    }
    double[] perSecond = new double[rounds];
    for (int index = 0; index < rounds; index++) {
      perSecond[index] = round(work);
    }
    return figure(name, clusters, unit, Figure.Clock.PROCESSOR, perSecond);
  }

  static Figure figure(
      String name, int clusters, String unit, Figure.Clock clock, double[] perSecond) {
    Arrays.sort(perSecond);
    return new Figure(
        name,
        clusters,
        unit,
        clock,
        perSecond[perSecond.length / 2],
        perSecond[0],
        perSecond[perSecond.length - 1]);
  }

  private double round(Work work) {
    long begin = processorTime();
    long done = 0;
    long spent = 0;
    while (spent < nanos) {
      done += work.step();
      spent = processorTime() - begin;
    }
    return done * 1e9 / spent;
  }

  /** Of this process, in ns. */
  static long processorTime() {
    return PROCESS.getProcessCpuTime();
  }
}
