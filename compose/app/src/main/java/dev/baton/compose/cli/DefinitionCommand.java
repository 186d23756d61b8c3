package dev.baton.compose.cli;

import dev.baton.arbiter.view.LiveStatus;
import dev.baton.compose.define.ClusterText;
import dev.baton.compose.service.ExitCode;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton definition}. */
@Command(
    name = "definition",
    description = "Prints a cluster's definition in force, as baton define takes it.",
    mixinStandardHelpOptions = true)
final class DefinitionCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster's name.")
  private String cluster = "";

  @Option(names = "--pending", description = "The one on its way in, instead.")
  private boolean pending;

  DefinitionCommand(CliContext context) {
    super(context);
  }

  @Override
  Optional<ExitCode> actAlone() {
    cluster(cluster);
    return Optional.empty();
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterId id = cluster(cluster);
    try (LiveStatus status = LiveStatus.open(log, Optional.of(id), deadline())) {
      status.catchUp(deadline());
      Definitions known =
          status.status(context().clock().instant()).clusters().stream()
              .findFirst()
              .map(ClusterState::definitions)
              .orElse(Definitions.NONE);
      Optional<ClusterDefinition> wanted = pending ? known.pending() : known.effective();
      if (wanted.isEmpty()) {
        return Undefined.check(context(), log, id, deadline()).orElseGet(() -> lacking(id));
      }
      context().out().print(ClusterText.of(wanted.orElseThrow()));
      context().out().flush();
      return ExitCode.DONE;
    }
  }

  private ExitCode lacking(ClusterId id) {
    context()
        .complain(id + ": " + (pending ? "no change is under way" : "no definition is in force"));
    return ExitCode.REFUSED;
  }
}
