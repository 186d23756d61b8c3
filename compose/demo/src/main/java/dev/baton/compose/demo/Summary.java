package dev.baton.compose.demo;

import dev.baton.model.definition.Timings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The table at the end of the tour.
 *
 * @param timings the cluster's lease and margins
 * @param hop the time of a hop through the log
 * @param steps what was done and seen
 */
record Summary(Timings timings, Hop hop, List<TourStep> steps) {
  private static final String FORMAT = "%-30s %-8s %6s %10s %10s %8s%n";

  /**
   * Prints the table. Returns 0 if two hosts never answered at once and each step showed what it is
   * to show, otherwise 1.
   */
  int print(PrintStream out) {
    out.println();
    out.printf(
        "lease %d ms; one broker; a hop (append to read) %s ms median, %s ms p99%n",
        timings.lease().toMillis(), FaultTour.millis(hop.median()), FaultTour.millis(hop.p99()));
    out.println();
    out.printf(FORMAT, "what", "moved", "epoch", "gap ms", "in hops", "dual ms");
    for (TourStep step : steps) {
      out.printf(
          FORMAT,
          step.what(),
          step.stayed() ? step.from() + " stays" : step.from() + " > " + step.to(),
          step.epoch(),
          FaultTour.millis(step.gap()),
          step.stayed() ? "n/a" : hops(step.gap()),
          step.dual().toMillis());
    }
    Duration dual = steps.stream().map(TourStep::dual).reduce(Duration.ZERO, Duration::plus);
    out.println();
    if (steps.isEmpty()) {
      out.println("nothing was shown");
      return 1;
    }
    out.println(
        dual.isZero()
            ? "at no moment did two hosts answer for the VIP"
            : "TWO HOSTS ANSWERED for " + dual.toMillis() + " ms");
    List<TourStep> other = steps.stream().filter(step -> !step.asMeant()).toList();
    other.forEach(step -> out.println("NOT AS IT IS TO BE: " + step.what()));
    return dual.isZero() && other.isEmpty() ? 0 : 1;
  }

  private String hops(Duration gap) {
    return String.format("%.1f", (double) gap.toNanos() / hop.median().toNanos());
  }
}
