package dev.baton.compose.demo;

import dev.baton.compose.cli.CliContext;
import dev.baton.compose.cli.ServiceCommand;
import dev.baton.compose.config.Config;
import dev.baton.compose.service.Service;
import dev.baton.compose.wiring.Components;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code baton broker}: a single Kafka broker. */
@Command(
    name = "broker",
    description = "Runs a single Kafka broker, for trying out: one copy of every record.",
    mixinStandardHelpOptions = true)
final class BrokerVerb extends ServiceCommand {
  BrokerVerb(CliContext context) {
    super(context, Components.BROKER);
  }

  @Override
  protected List<List<Service>> services(Config config) {
    return List.of(
        List.of(new BrokerService(config, address -> context().say("broker ready at " + address))));
  }
}
