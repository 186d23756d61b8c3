package dev.baton.compose.cli;

import dev.baton.arbiter.view.AuditTrail;
import dev.baton.arbiter.view.Explanation;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.service.ExitCode;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditRule;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton explain}. */
@Command(
    name = "explain",
    description = "Tells why the VIPs moved and how: cause, rule, alternatives, steps.",
    mixinStandardHelpOptions = true)
final class ExplainCommand extends OperatorCommand {

  /** A move has about twenty lines, so this is enough for a cluster's recent moves. */
  private static final int RECENT_LINES = 500;

  /** How many lines are read for an old move. */
  private static final int ALL_LINES = 100_000;

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster's name.")
  private String cluster = "";

  @Option(
      names = "--epoch",
      paramLabel = "N",
      description = "The move that led to this epoch, from 1 on (default: the last one).")
  private Optional<String> epoch = Optional.empty();

  @Option(names = "--last", description = "The last move; so it is without --epoch.")
  private boolean last;

  ExplainCommand(CliContext context) {
    super(context);
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterId id = cluster(cluster);
    Optional<Epoch> wanted = wanted();
    AuditTrail trail = new AuditTrail(log, id, deadline());
    List<AuditEntry> recent = trail.last(RECENT_LINES).lines();
    Optional<Explanation> explanation =
        Explanation.of(recent, wanted)
            .or(() -> Explanation.of(trail.last(ALL_LINES).lines(), wanted));
    Optional<String> stopped = stopped(id, recent);
    if (explanation.isEmpty()) {
      Optional<ExitCode> undefined = Undefined.check(context(), log, id, deadline());
      if (undefined.isPresent()) {
        return undefined.orElseThrow();
      }
      context()
          .complain(
              id
                  + ": the audit has no move"
                  + wanted.map(number -> " to epoch " + number).orElse(""));
      stopped.ifPresent(context()::complain);
      return ExitCode.REFUSED;
    }
    context().say(id + ", " + explanation.orElseThrow().text().stripTrailing());
    stopped.ifPresent(context()::say);
    return ExitCode.DONE;
  }

  /**
   * Returns why nothing has been decided since, if a record has put the cluster into quarantine.
   */
  private static Optional<String> stopped(ClusterId id, List<AuditEntry> recent) {
    return recent.stream()
        .filter(line -> line.isBy(AuditRule.Q))
        .reduce((earlier, later) -> later)
        .filter(line -> line.has(AuditDetail.WHY))
        .map(
            line ->
                "since "
                    + line.at()
                    + " nothing is decided: "
                    + line.summary()
                    + ", the event at offset "
                    + line.detail(AuditDetail.RECORD).map(Position::toString).orElse("?")
                    + ": "
                    + line.detail(AuditDetail.WHY).orElseThrow()
                    + "; to skip it: baton quarantine --lift "
                    + id);
  }

  @Override
  Optional<ExitCode> actAlone() {
    cluster(cluster);
    wanted();
    return Optional.empty();
  }

  private Optional<Epoch> wanted() {
    if (last && epoch.isPresent()) {
      throw new ConfigException(
          List.of(new Problem(Origin.flag(), "--last", "and --epoch: only one may be given")));
    }
    return epoch.map(text -> readFlag("--epoch", text, ExplainCommand::epoch));
  }

  private static Epoch epoch(String text) {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a whole number from 1 on");
    }
    return new Epoch(Long.parseLong(text));
  }
}
