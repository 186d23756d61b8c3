package dev.baton.compose.cli;

import dev.baton.arbiter.view.AuditTrail;
import dev.baton.compose.audit.AuditText;
import dev.baton.compose.config.ValueType;
import dev.baton.compose.config.ValueTypes;
import dev.baton.compose.service.ExitCode;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Tail;
import dev.baton.log.Unrepeated;
import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton audit}. */
@Command(
    name = "audit",
    description = "Shows what happened and was decided, line by line.",
    mixinStandardHelpOptions = true)
final class AuditCommand extends OperatorCommand {

  private static final long LOOK_MS = 200;
  private static final ValueType<Integer> LAST = ValueTypes.number(0, 100_000, "lines");

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster's name.")
  private String cluster = "";

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many of the newest lines: 0 to 100000 (default: ${DEFAULT-VALUE}).")
  private String last = "100";

  @Option(names = "--follow", description = "Goes on with what is written, until it is stopped.")
  private boolean follow;

  @Option(names = "--json", description = "A line of JSON for each.")
  private boolean json;

  AuditCommand(CliContext context) {
    super(context);
  }

  @Override
  Optional<ExitCode> actAlone() {
    cluster(cluster);
    last();
    return Optional.empty();
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterId id = cluster(cluster);
    AuditTrail trail = new AuditTrail(log, id, deadline());
    AuditTrail.Excerpt excerpt = trail.last(last());
    if (excerpt.lines().stream().noneMatch(line -> line.cluster().isPresent())) {
      Optional<ExitCode> undefined = Undefined.check(context(), log, id, deadline());
      if (undefined.isPresent()) {
        return undefined.orElseThrow();
      }
    }
    excerpt.lines().forEach(this::show);
    if (follow) {
      follow(log, trail, excerpt.end());
    }
    return ExitCode.DONE;
  }

  private int last() {
    return readFlag("--last", last, text -> LAST.parse(List.of(text)));
  }

  private void follow(EventLog log, AuditTrail trail, long from) {
    Unrepeated lines = new Unrepeated(delivered -> trail.mine(delivered).ifPresent(this::show));
    int partition = log.partitionOf(cluster(cluster));
    Tail.Following<EventLog.Reader> following =
        Tail.within(log, partition, deadline(), start -> start.audit(StartAt.offset(from), lines));
    try {
      boolean read = true;
      while (read) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        read = context().isHeard();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      following.close();
    }
  }

  private void show(AuditEntry line) {
    context().say(json ? AuditText.json(line) : AuditText.line(line));
  }
}
