package dev.baton.compose.cli;

import dev.baton.arbiter.view.LiveStatus;
import dev.baton.arbiter.view.Standing;
import dev.baton.arbiter.view.Status;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.status.LocalStatus;
import dev.baton.compose.status.StatusJson;
import dev.baton.compose.status.StatusText;
import dev.baton.compose.wiring.Components;
import dev.baton.log.EventLog;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton status}. */
@Command(
    name = "status",
    description = "Shows who holds, how the nodes are, and which arbiters are at work.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every cluster asked for has a holder, and nothing is amiss; with --local: Kafka answers"
          + " this node, and nothing keeps it from the VIPs",
      "1:with --local: no service answers on this node",
      "2:no such cluster is defined",
      "4:Kafka does not answer",
      "6:all is held, but something should be looked at; with --local: something is amiss here",
      "7:a cluster has no holder, or none is defined"
    })
final class StatusCommand extends OperatorCommand {

  private static final long LOOK_MS = 100;

  /** Clears the terminal and puts the cursor at its top (ECMA-48: ED, CUP). */
  private static final String CLEAR = "\u001b[2J\u001b[H";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CLUSTER",
      description = "Only this cluster.")
  private Optional<String> only = Optional.empty();

  @Option(names = "--json", description = "As JSON; with --watch a line for each change.")
  private boolean json;

  @Option(names = "--watch", description = "Goes on and shows every change, until it is stopped.")
  private boolean watch;

  @Option(
      names = "--local",
      description =
          "What the service on this node knows by itself: what it holds, and whether Kafka answers"
              + " it. Needs no Kafka.")
  private boolean local;

  StatusCommand(CliContext context) {
    super(context);
  }

  @Override
  Optional<ExitCode> actAlone() {
    only.ifPresent(OperatorCommand::cluster);
    return Optional.empty();
  }

  @Override
  String component() {
    return local ? Components.PING : super.component();
  }

  @Override
  Optional<ExitCode> actAlone(Config config) {
    if (!local) {
      return actAlone();
    }
    if (watch) {
      throw new ConfigException(
          List.of(new Problem(Origin.flag(), "watch", "does not go with --local")));
    }
    List<LocalStatus> all =
        new LocalClient(only.map(OperatorCommand::cluster)).ask(Components.pingAt(config));
    for (LocalStatus each : all) {
      (json ? Stream.of(each.json()) : each.lines().stream()).forEach(context().out()::println);
    }
    context().out().flush();
    return Optional.of(
        all.stream().allMatch(LocalStatus::isWell) ? ExitCode.DONE : ExitCode.DEGRADED);
  }

  @Override
  Set<Topic> needed() {
    return EnumSet.of(Topic.EVENTS, Topic.COMMANDS, Topic.STATE);
  }

  @Override
  ExitCode act(EventLog log) {
    Optional<ClusterId> cluster = only.map(OperatorCommand::cluster);
    try (LiveStatus live = LiveStatus.open(log, cluster, deadline())) {
      live.catchUp(deadline());
      Status status = look(live);
      if (cluster.isPresent()
          && !Undefined.defined(status).contains(cluster.orElseThrow().value())) {
        return Undefined.check(context(), log, cluster.orElseThrow(), deadline())
            .orElse(ExitCode.NOT_HELD);
      }
      if (watch) {
        return code(log, follow(live));
      }
      context().out().print(json ? StatusJson.indented(status) + "\n" : StatusText.of(status));
      context().out().flush();
      return code(log, status);
    }
  }

  private static ExitCode code(EventLog log, Status status) {
    return switch (Standing.of(status, log::partitionOf)) {
      case WELL -> ExitCode.DONE;
      case DEGRADED -> ExitCode.DEGRADED;
      case NOT_HELD -> ExitCode.NOT_HELD;
    };
  }

  private Status look(LiveStatus live) {
    return live.status(context().clock().instant());
  }

  /** Prints every change until the reader ends, and returns the last status. */
  private Status follow(LiveStatus live) {
    String shown = "";
    Status last = look(live);
    while (!Thread.currentThread().isInterrupted() && context().isHeard()) {
      live.follow();
      last = look(live);
      Status steady = last.steady();
      String text = json ? StatusJson.line(steady) + "\n" : StatusText.of(steady);
      if (!text.equals(shown)) {
        boolean redraw = context().terminal() && !json;
        context().out().print(redraw ? CLEAR + text : text);
        context().out().flush();
        shown = text;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return last;
  }
}
