package dev.baton.compose.cli;

import dev.baton.compose.config.ConfigReference;
import dev.baton.compose.wiring.Components;
import picocli.CommandLine.Command;

/** Prints every configuration key. */
@Command(
    name = "config-reference",
    description = "Prints every configuration key as Markdown tables.",
    mixinStandardHelpOptions = true)
final class ConfigReferenceCommand implements Runnable {

  private final CliContext context;

  ConfigReferenceCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    context.out().print(ConfigReference.markdown(Components.CATALOG));
    context.out().flush();
  }
}
