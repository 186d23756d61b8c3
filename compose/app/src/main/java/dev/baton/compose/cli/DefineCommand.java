package dev.baton.compose.cli;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.define.ClusterFile;
import dev.baton.compose.define.DefinitionDiff;
import dev.baton.compose.frame.ExitCode;
import dev.baton.compose.status.LiveStatus;
import dev.baton.log.EventLog;
import dev.baton.model.AuditEntry;
import dev.baton.model.ClusterDefinition;
import dev.baton.model.ClusterState;
import dev.baton.model.Definitions;
import dev.baton.model.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton define}. */
@Command(
    name = "define",
    description = "Puts a cluster's definition into force.",
    mixinStandardHelpOptions = true)
final class DefineCommand extends OperatorCommand {

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The definition (YAML).")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--example", description = "Prints a commented example, and ends.")
  private boolean example;

  @Option(
      names = "--dry-run",
      description = "Shows what would change against the newest definition, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      description = "Waits until it is in force: a change of a running cluster takes two steps.")
  private boolean waitForForce;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who defines, for the audit (default: the user's name).")
  private String by = System.getProperty("user.name", "unknown");

  DefineCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Optional<ExitCode> actAlone() {
    if (example) {
      surroundings().out().print(ClusterFile.example());
      surroundings().out().flush();
      return Optional.of(ExitCode.DONE);
    }
    // Whatever is wrong with the file is said before Kafka is waited for.
    read();
    return Optional.empty();
  }

  private ClusterDefinition read() {
    Path path =
        file.orElseThrow(
            () ->
                new ConfigException(
                    List.of(
                        new Problem(
                            Origin.flag(), "-f", "is missing; see: baton define --example"))));
    Sources.Document document = ConfigOptions.read(path);
    return ClusterFile.read(document.name(), document.text());
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterDefinition written = read();
    Definitions present = present(log, written);
    List<String> changes = DefinitionDiff.between(present.latest(), written);
    long version = present.latestVersion() + 1;
    String name = written.cluster().toString();
    if (changes.isEmpty()) {
      surroundings().say(name + ": unchanged, version " + present.latestVersion());
      return ExitCode.DONE;
    }
    if (dryRun) {
      surroundings().say(name + ": would become version " + version + ":");
      changes.forEach(change -> surroundings().say("  " + change));
      return ExitCode.DONE;
    }
    return define(log, ClusterFile.withVersion(written, version), changes);
  }

  private Definitions present(EventLog log, ClusterDefinition written) {
    try (LiveStatus status = LiveStatus.open(log, Optional.of(written.cluster()))) {
      status.catchUp(deadline());
      return status.status(surroundings().clock().instant()).clusters().stream()
          .findFirst()
          .map(ClusterState::definitions)
          .orElse(Definitions.NONE);
    }
  }

  private ExitCode define(EventLog log, ClusterDefinition definition, List<String> changes) {
    String request = UUID.randomUUID().toString();
    try (Asking asking = new Asking(log, definition.cluster(), request, deadline())) {
      asking.append(new Fact.Defined(request, by, definition));
      Optional<AuditEntry> answer = asking.answer();
      if (answer.isEmpty()) {
        return Answers.missing(surroundings(), definition.cluster(), request, deadline());
      }
      if (!"accepted".equals(answer.orElseThrow().details().get("answer"))) {
        surroundings()
            .complain(definition.cluster() + ": refused: " + Answers.reason(answer.orElseThrow()));
        return ExitCode.REFUSED;
      }
      return accepted(asking, definition, changes);
    }
  }

  private ExitCode accepted(Asking asking, ClusterDefinition definition, List<String> changes) {
    String what = definition.cluster() + ": version " + definition.version();
    if (definition.version() > 1 && !waitForForce) {
      surroundings()
          .say(
              what
                  + " accepted after "
                  + asking.tookMillis()
                  + " ms, in force once its members have read it");
    } else if (asking.inForce(definition.version()).isPresent()) {
      surroundings().say(what + " in force after " + asking.tookMillis() + " ms");
    } else {
      surroundings().complain(what + " accepted, but not in force in time; see: baton status");
      return ExitCode.UNKNOWN;
    }
    if (definition.version() > 1) {
      changes.forEach(change -> surroundings().say("  " + change));
    }
    return ExitCode.DONE;
  }
}
