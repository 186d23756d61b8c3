package dev.baton.simulation;

import dev.baton.simulation.Outcome.Failure;
import java.util.List;

/** Says of a failed run what is needed to understand and repeat it. */
final class Report {
  private static final int LINES = 60;

  private Report() {}

  /** Returns the failure, the smallest plan that still fails, what happened in it, the command. */
  static String of(Outcome outcome) {
    Failure failure = outcome.failure().orElseThrow();
    List<Fault> plan = Minimiser.minimise(outcome.seed(), outcome.profile(), failure.invariant());
    Setup setup = Setup.draw(outcome.seed(), outcome.profile());
    Failure smallest = Simulation.run(outcome.seed(), setup, plan).failure().orElse(failure);
    StringBuilder text = new StringBuilder();
    text.append("FAILED seed " + outcome.seed() + ", " + outcome.profile() + ": ");
    text.append(smallest.invariant() + ": " + smallest.message() + "\n");
    text.append(setup + "\nsmallest plan:\n");
    plan.forEach(fault -> text.append("  " + fault + "\n"));
    text.append("what happened in it:\n");
    List<String> lines = smallest.trace().stream().filter(Report::telling).toList();
    lines
        .subList(Math.max(0, lines.size() - LINES), lines.size())
        .forEach(line -> text.append("  " + line + "\n"));
    text.append("again: ./baton simulate --seeds 1 --from " + outcome.seed());
    return text.append(" --profile " + outcome.profile() + "\n").toString();
  }

  private static boolean telling(String line) {
    return !line.contains(" Beat[")
        && !(line.contains("Keepalive[") && !line.contains("sequence=0,"))
        && !line.contains("Tick[")
        && !line.contains("Health[");
  }
}
