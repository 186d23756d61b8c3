package dev.baton.compose.demo;

import dev.baton.model.definition.Timings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The tour's table.
 *
 * @param timings the cluster's
 * @param hop what a hop through the log cost
 * @param legs what was done and seen
 */
record Summary(Timings timings, Hop hop, List<Leg> legs) {
  private static final String FORMAT = "%-30s %-8s %6s %10s %10s %8s%n";

  /** Prints it; returns 0 if two hosts never answered at once, otherwise 1. */
  int print(PrintStream out) {
    out.println();
    out.printf(
        "lease %d ms; one broker; a hop (append to read) %s ms median, %s ms p99%n",
        timings.lease().toMillis(), Tour.millis(hop.median()), Tour.millis(hop.p99()));
    out.println();
    out.printf(FORMAT, "what", "moved", "epoch", "gap ms", "in hops", "dual ms");
    for (Leg leg : legs) {
      out.printf(
          FORMAT,
          leg.what(),
          leg.from() + " > " + leg.to(),
          leg.epoch(),
          Tour.millis(leg.gap()),
          hops(leg.gap()),
          leg.dual().toMillis());
    }
    Duration dual = legs.stream().map(Leg::dual).reduce(Duration.ZERO, Duration::plus);
    out.println();
    if (legs.isEmpty()) {
      out.println("nothing was shown");
      return 1;
    }
    out.println(
        dual.isZero()
            ? "at no moment did two hosts answer for the VIP"
            : "TWO HOSTS ANSWERED for " + dual.toMillis() + " ms");
    return dual.isZero() ? 0 : 1;
  }

  private String hops(Duration gap) {
    return String.format("%.1f", (double) gap.toNanos() / hop.median().toNanos());
  }
}
