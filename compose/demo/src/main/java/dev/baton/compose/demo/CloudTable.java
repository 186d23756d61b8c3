package dev.baton.compose.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The table of a tour with a cloud.
 *
 * @param scenario the cloud
 * @param steps what was done and seen
 */
record CloudTable(CloudScenario scenario, List<CloudTourStep> steps) {
  private static final String FORMAT = "%-28s %-6s %5s %9s %8s %8s %8s %8s %8s %7s%n";

  /** Prints the table. Returns 0 if two hosts never answered at once, otherwise 1. */
  int print(PrintStream out) {
    out.println();
    out.println(scenario.kind() + ", ms; a stand-in's time, not the cloud's, is in API and");
    out.println("verification (see actuators/cloud-stubs)");
    out.println();
    out.printf(
        FORMAT,
        "what",
        "moved",
        "epoch",
        "detection",
        "decision",
        "API",
        "verif.",
        "total",
        "gap",
        "dual");
    for (CloudTourStep step : steps) {
      CloudTourStep.Times times = step.times();
      out.printf(
          FORMAT,
          step.what(),
          step.from() + " > " + step.to(),
          step.epoch(),
          millis(times.detection()),
          millis(times.decision()),
          millis(times.api()),
          millis(times.verification()),
          millis(Optional.of(times.total())),
          millis(Optional.of(step.sight().gap())),
          step.sight().dual().toMillis());
    }
    out.println();
    explain(out);
    return verdict(out);
  }

  private static void explain(PrintStream out) {
    List.of(
            "detection     from the fault to the fact in the log that set the rest off",
            "decision      from that fact to the command that assigns",
            "API           from the command (a drift: from its discovery) to the cloud's data path",
            "              having followed",
            "verification  from there to the actuator's word in the log that it has read it back",
            "total         from the fault to that word",
            "gap           the longest time in which the client got no answer")
        .forEach(out::println);
    out.println();
  }

  private int verdict(PrintStream out) {
    if (steps.isEmpty()) {
      out.println("nothing was shown");
      return 1;
    }
    Duration dual =
        steps.stream().map(step -> step.sight().dual()).reduce(Duration.ZERO, Duration::plus);
    out.println(
        dual.isZero()
            ? "each time the cloud led to the holder in the end; at no moment did two hosts answer"
            : "TWO HOSTS ANSWERED for " + dual.toMillis() + " ms");
    return dual.isZero() ? 0 : 1;
  }

  private static String millis(Optional<Duration> duration) {
    return duration.map(time -> Long.toString(time.toMillis())).orElse("n/a");
  }
}
