package dev.baton.compose.cli;

import dev.baton.arbiter.view.RequestClient;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Terminal;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton undefine}. */
@Command(
    name = "undefine",
    description = "Removes a cluster: its holder releases the VIPs, its nodes remove them.",
    mixinStandardHelpOptions = true)
final class UndefineCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster's name.")
  private String cluster = "";

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who asks, for the audit (default: the user's name).")
  private String by = System.getProperty("user.name", "unknown");

  UndefineCommand(CliContext context) {
    super(context);
  }

  @Override
  Optional<ExitCode> actAlone() {
    ClusterId id = cluster(cluster);
    if (yes) {
      return Optional.empty();
    }
    if (!Terminal.INPUT.present()) {
      throw new ConfigException(
          List.of(
              new Problem(
                  Origin.flag(),
                  "--yes",
                  "is missing: clients of "
                      + id
                      + " lose its VIPs, and there is no terminal to confirm on")));
    }
    context().complain("Clients of " + id + " lose its VIPs. To go on, write its name:");
    Scanner answer = new Scanner(System.in, StandardCharsets.UTF_8);
    String written = answer.hasNextLine() ? answer.nextLine().strip() : "";
    if (id.value().equals(written)) {
      return Optional.empty();
    }
    context().complain(id + ": not undefined");
    return Optional.of(ExitCode.REFUSED);
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterId id = cluster(cluster);
    String request = UUID.randomUUID().toString();
    try (RequestClient asking = new RequestClient(log, id, request, deadline())) {
      append(asking, new Fact.Request(request, by, new Operation.Undefine()));
      Optional<AuditEntry> answer = asking.answer();
      if (answer.isEmpty()) {
        return Answers.missing(context(), id, request, deadline());
      }
      if (!Answers.isAccepted(answer.orElseThrow())) {
        context().complain(id + ": refused: " + Answers.reason(answer.orElseThrow()));
        return ExitCode.REFUSED;
      }
      return undefined(asking, id);
    }
  }

  private ExitCode undefined(RequestClient asking, ClusterId id) {
    if (asking.undefined().isEmpty()) {
      context()
          .complain(id + ": accepted, but its holder has not let go in time; see: baton status");
      return ExitCode.UNKNOWN;
    }
    context()
        .say(
            id
                + ": undefined after "
                + asking.tookMillis()
                + " ms. What a cloud's API points to stays; stop its nodes' services, or define"
                + " it again");
    return ExitCode.DONE;
  }
}
