package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.ping.PingJson;
import dev.baton.compose.ping.PingReport;
import dev.baton.compose.ping.PingText;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Logging;
import dev.baton.compose.wiring.Components;
import dev.baton.model.ClusterId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton ping}: the service of this node asks, because it has the socket and the keys. */
@Command(
    name = "ping",
    description =
        "Asks every other member of a cluster over the channel, and shows what came back. Run it"
            + " on a node; the service there asks. Needs no Kafka.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every other member answered, at each of its addresses",
      "1:one did not, or nobody could be asked",
      "2:the service here does not serve that cluster; the configuration is wrong"
    })
final class PingCommand implements Callable<Integer> {

  private final CliContext context;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(
      index = "0",
      paramLabel = "CLUSTER",
      description = "The cluster. The service on this node must serve it.")
  private String cluster = "";

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  PingCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (options.checkOnly()) {
      return options.check(context, Components.PING, List.of()).status();
    }
    Config config = options.load(context, Components.PING, List.of());
    if (options.printOnly()) {
      context.out().print(config.print());
      context.out().flush();
      return ExitCode.DONE.status();
    }
    Logging.quieten();
    ClusterId asked = OperatorCommand.cluster(cluster);
    PingReport report = new PingClient(asked).ask(Components.pingAt(config));
    context.out().print(json ? PingJson.indented(report) + "\n" : PingText.of(report));
    context.out().flush();
    return (report.isComplete() ? ExitCode.DONE : ExitCode.REFUSED).status();
  }
}
