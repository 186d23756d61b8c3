package dev.baton.compose.cli;

import dev.baton.compose.frame.ExitCode;
import dev.baton.compose.status.LiveStatus;
import dev.baton.compose.status.Status;
import dev.baton.compose.status.StatusJson;
import dev.baton.compose.status.StatusText;
import dev.baton.log.EventLog;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton status}. */
@Command(
    name = "status",
    description = "Shows who holds, how the nodes are, and which arbiters are at work.",
    mixinStandardHelpOptions = true)
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

  StatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Optional<ExitCode> actAlone() {
    only.ifPresent(OperatorCommand::cluster);
    return Optional.empty();
  }

  @Override
  Set<Topic> needed() {
    return EnumSet.of(Topic.EVENTS, Topic.COMMANDS, Topic.STATE);
  }

  @Override
  ExitCode act(EventLog log) {
    Optional<ClusterId> cluster = only.map(OperatorCommand::cluster);
    try (LiveStatus live = LiveStatus.open(log, cluster)) {
      live.catchUp(deadline());
      Status status = look(live);
      if (watch) {
        follow(live);
        return ExitCode.DONE;
      }
      surroundings().out().print(json ? StatusJson.indented(status) + "\n" : StatusText.of(status));
      surroundings().out().flush();
      if (cluster.isPresent() && status.clusters().isEmpty()) {
        surroundings().complain(cluster.orElseThrow() + ": is not defined");
        return ExitCode.REFUSED;
      }
      return ExitCode.DONE;
    }
  }

  private Status look(LiveStatus live) {
    return live.status(surroundings().clock().instant());
  }

  private void follow(LiveStatus live) {
    String shown = "";
    while (!Thread.currentThread().isInterrupted()) {
      live.follow();
      Status status = look(live).steady();
      String text = json ? StatusJson.line(status) + "\n" : StatusText.of(status);
      if (!text.equals(shown)) {
        boolean redraw = surroundings().terminal() && !json;
        surroundings().out().print(redraw ? CLEAR + text : text);
        surroundings().out().flush();
        shown = text;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
