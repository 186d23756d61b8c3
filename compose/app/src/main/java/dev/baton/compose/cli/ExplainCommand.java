package dev.baton.compose.cli;

import dev.baton.compose.frame.ExitCode;
import dev.baton.compose.reading.AuditTrail;
import dev.baton.compose.reading.Explanation;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
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

  /** A move has some twenty lines; this many hold a cluster's recent life. */
  private static final int RECENT_LINES = 500;

  /** As many as are read for a move of long ago. */
  private static final int ALL_LINES = 100_000;

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster's name.")
  private String cluster = "";

  @Option(
      names = "--epoch",
      paramLabel = "N",
      description = "The move that led to this epoch (default: the last one).")
  private Optional<Long> epoch = Optional.empty();

  @Option(names = "--last", description = "The last move; so it is without --epoch.")
  private boolean last;

  ExplainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterId id = cluster(cluster);
    Optional<Epoch> wanted = last ? Optional.empty() : epoch.map(Epoch::new);
    AuditTrail trail = new AuditTrail(log, id, deadline());
    Optional<Explanation> explanation =
        Explanation.of(trail.last(RECENT_LINES).lines(), wanted)
            .or(() -> Explanation.of(trail.last(ALL_LINES).lines(), wanted));
    if (explanation.isEmpty()) {
      surroundings()
          .complain(
              id
                  + ": the audit has no move"
                  + wanted.map(number -> " to epoch " + number).orElse(""));
      return ExitCode.REFUSED;
    }
    surroundings().say(id + ", " + explanation.orElseThrow().text().stripTrailing());
    return ExitCode.DONE;
  }

  @Override
  Optional<ExitCode> actAlone() {
    cluster(cluster);
    if (epoch.filter(number -> number < 0).isPresent()) {
      surroundings().complain("--epoch: " + epoch.orElseThrow() + " is negative");
      return Optional.of(ExitCode.USAGE);
    }
    return Optional.empty();
  }
}
