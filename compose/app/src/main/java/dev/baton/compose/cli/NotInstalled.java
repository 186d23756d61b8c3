package dev.baton.compose.cli;

import dev.baton.compose.service.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for a verb whose jars are not on this host: says which package has it. */
@Command(hidden = true, description = "Is not installed on this host.")
final class NotInstalled implements Callable<Integer> {
  private final CliContext context;
  private final String verb;
  private final List<InstalledSet> sets;

  @Unmatched private List<String> ignored = new ArrayList<>();

  NotInstalled(CliContext context, String verb, List<InstalledSet> sets) {
    this.context = context;
    this.verb = verb;
    this.sets = List.copyOf(sets);
  }

  @Override
  public Integer call() {
    context.complain(
        "baton: this host has no " + verb + ": install " + InstalledSet.packages(sets));
    return ExitCode.USAGE.status();
  }
}
