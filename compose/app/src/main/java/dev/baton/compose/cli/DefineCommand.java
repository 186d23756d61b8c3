package dev.baton.compose.cli;

import dev.baton.arbiter.view.LiveStatus;
import dev.baton.arbiter.view.RequestClient;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.config.TextFile;
import dev.baton.compose.define.ClusterFile;
import dev.baton.compose.define.DefinitionDiff;
import dev.baton.compose.define.Outlook;
import dev.baton.compose.service.ExitCode;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton define}. */
@Command(
    name = "define",
    description = "Puts a cluster's definition into force.",
    mixinStandardHelpOptions = true)
final class DefineCommand extends OperatorCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CLUSTER",
      description = "With --abort: whose change is aborted.")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The definition (YAML).")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--example", description = "Prints a commented example, and ends.")
  private boolean example;

  @Option(
      names = "--dry-run",
      description = "Shows what would change, move and be in danger, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      description = "Waits until it is in force: a change of a running cluster takes two steps.")
  private boolean waitForForce;

  @Option(
      names = "--override",
      description = "Does not wait for members to read it, and replaces a change under way.")
  private boolean override;

  @Option(
      names = "--abort",
      description = "Ends a change under way: the definition in force is defined again.")
  private boolean abort;

  @Option(
      names = "--replace-all",
      description = "Also if no member stays and no new one has ever appeared in the log.")
  private boolean replaceAll;

  @Option(
      names = "--share-vips",
      description = "Also where a cluster of another partition has one of the VIPs.")
  private boolean shareVips;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who defines, for the audit (default: the user's name).")
  private String by = System.getProperty("user.name", "unknown");

  DefineCommand(CliContext context) {
    super(context);
  }

  @Override
  Optional<ExitCode> actAlone() {
    if (example) {
      context().out().print(ClusterFile.example());
      context().out().flush();
      return Optional.of(ExitCode.DONE);
    }
    if (abort != cluster.isPresent()) {
      throw wrong("CLUSTER", "goes with --abort, and --abort with CLUSTER; a definition is in -f");
    }
    if (abort && file.isPresent()) {
      throw wrong("-f", "cannot be used with --abort, which defines again what is in force");
    }
    // Problems of the file are printed before the verb waits for Kafka.
    if (!abort) {
      read();
    } else {
      cluster.ifPresent(OperatorCommand::cluster);
    }
    return Optional.empty();
  }

  private static ConfigException wrong(String flag, String what) {
    return new ConfigException(List.of(new Problem(Origin.flag(), flag, what)));
  }

  private ClusterDefinition read() {
    Path path = file.orElseThrow(() -> wrong("-f", "is missing; see: baton define --example"));
    Sources.Document document = TextFile.read(path);
    return ClusterFile.read(document.name(), document.text());
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterId id = abort ? cluster(cluster.orElseThrow()) : read().cluster();
    List<ClusterState> all = all(log, id);
    ClusterState present =
        all.stream()
            .filter(state -> state.cluster().equals(id))
            .findFirst()
            .orElseGet(() -> ClusterState.empty(id));
    Definitions now = present.definitions();
    if (abort && (now.pending().isEmpty() || now.effective().isEmpty())) {
      context().complain(id + ": refused: no change is under way");
      return ExitCode.REFUSED;
    }
    ClusterDefinition written = abort ? now.effective().orElseThrow() : read();
    List<String> changes = DefinitionDiff.between(now.latest(), written);
    if (changes.isEmpty() && !override) {
      context().say(id + ": unchanged, version " + now.latestVersion());
      return ExitCode.DONE;
    }
    long version = present.nextVersion(written.members());
    ClusterDefinition next = written.withVersion(version);
    return consider(log, next, changes, new Outlook(present, all, next), present);
  }

  private ExitCode consider(
      EventLog log,
      ClusterDefinition next,
      List<String> changes,
      Outlook outlook,
      ClusterState present) {
    if (dryRun) {
      context().say(next.cluster() + ": would become version " + next.version() + ":");
      changes.forEach(change -> context().say("  " + change));
    }
    outlook.consequences().forEach(line -> context().say("  > " + line));
    outlook.warnings().forEach(line -> context().say("  ! " + line));
    Optional<String> refusal = refusal(log, next, outlook);
    refusal.ifPresent(why -> context().complain(next.cluster() + ": refused: " + why));
    if (refusal.isPresent()) {
      return ExitCode.REFUSED;
    }
    boolean first = present.definitions().effective().isEmpty();
    return dryRun ? ExitCode.DONE : define(log, next, changes, first);
  }

  private static Optional<String> server(EventLog log, ClusterDefinition next) {
    Set<InetAddress> servers =
        log.servers().stream().map(InetSocketAddress::getAddress).collect(Collectors.toSet());
    return next.vips().stream()
        .filter(vip -> servers.contains(vip.inetAddress()))
        .findFirst()
        .map(vip -> vip + " is the address of a Kafka broker: who held it could not reach Kafka");
  }

  private Optional<String> refusal(EventLog log, ClusterDefinition next, Outlook outlook) {
    Optional<String> ruin =
        outlook
            .clash()
            .or(() -> server(log, next))
            .or(() -> outlook.ruin().filter(why -> !replaceAll));
    if (ruin.isPresent()) {
      return ruin;
    }
    for (Outlook.SharedVip shared : outlook.sharedVips()) {
      // Within a partition the fold refuses a VIP of another cluster. Across partitions only this
      // check can see it.
      if (log.partitionOf(shared.cluster()) == log.partitionOf(next.cluster())) {
        return Optional.of(shared.toString());
      }
      if (!shareVips) {
        return Optional.of(shared + "; if their networks do not meet, say --share-vips");
      }
    }
    return Optional.empty();
  }

  private List<ClusterState> all(EventLog log, ClusterId id) {
    try (LiveStatus status = LiveStatus.openAll(log, id, deadline())) {
      status.catchUp(deadline());
      return status.status(context().clock().instant()).clusters();
    }
  }

  private ExitCode define(
      EventLog log, ClusterDefinition definition, List<String> changes, boolean first) {
    String request = UUID.randomUUID().toString();
    try (RequestClient asking = new RequestClient(log, definition.cluster(), request, deadline())) {
      append(asking, new Fact.Defined(request, by, definition, override || abort));
      Optional<AuditEntry> answer = asking.answer();
      if (answer.isEmpty()) {
        return Answers.missing(context(), definition.cluster(), request, deadline());
      }
      if (!Answers.isAccepted(answer.orElseThrow())) {
        context()
            .complain(definition.cluster() + ": refused: " + Answers.reason(answer.orElseThrow()));
        return ExitCode.REFUSED;
      }
      return accepted(asking, definition, changes, first);
    }
  }

  private ExitCode accepted(
      RequestClient asking, ClusterDefinition definition, List<String> changes, boolean first) {
    String what = definition.cluster() + ": version " + definition.version();
    if (!first && !waitForForce) {
      context()
          .say(
              what
                  + " accepted after "
                  + asking.tookMillis()
                  + " ms, in force once "
                  + (override || abort ? "a lease has passed" : "its members have read it"));
      changes.forEach(change -> context().say("  " + change));
      return ExitCode.DONE;
    }
    Optional<AuditEntry> fate = asking.fate(definition.version());
    if (fate.isEmpty()) {
      context()
          .complain(
              what
                  + " accepted, but not in force in time; see: baton status. To end it: baton"
                  + " define "
                  + definition.cluster()
                  + " --abort");
      return ExitCode.UNKNOWN;
    }
    AuditEntry end = fate.orElseThrow();
    if (end.has(AuditDetail.WITHDRAWN)) {
      String elsewhere = "see: baton audit " + definition.cluster();
      String why = end.detail(AuditDetail.WHY).orElse(elsewhere);
      context().complain(what + " withdrawn, since a member cannot carry it: " + why);
      return ExitCode.REFUSED;
    }
    context().say(what + " in force after " + asking.tookMillis() + " ms");
    if (!first) {
      changes.forEach(change -> context().say("  " + change));
    }
    return ExitCode.DONE;
  }
}
