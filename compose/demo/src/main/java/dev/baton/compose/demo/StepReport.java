package dev.baton.compose.demo;

import dev.baton.arbiter.view.Explanation;
import dev.baton.model.Epoch;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The explanation of a move, from the audit. */
final class StepReport {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private StepReport() {}

  /**
   * Prints the explanation of the last move.
   *
   * @param mark how many audit lines there were before the move
   * @param last the detail of the line that completes it
   */
  static void tell(TestCluster cluster, int mark, AuditDetail<?> last, PrintStream out) {
    Epoch epoch = cluster.observer().state().epoch();
    boolean told =
        cluster
            .observer()
            .awaitLine(
                mark,
                line ->
                    line.kind() == Kind.OUTCOME
                        && line.epoch().equals(Optional.of(epoch))
                        && line.has(last),
                PATIENCE);
    String text =
        of(cluster, epoch)
            .filter(found -> told)
            .map(Explanation::text)
            .orElse("the audit has not told of epoch " + epoch + " in time\n");
    text.lines().forEach(line -> out.println("   " + line));
  }

  /** Returns when the fact that caused the move was appended, once the audit has it. */
  static Optional<Instant> causedAt(TestCluster cluster, Epoch epoch) {
    return of(cluster, epoch).map(Explanation::causedAt);
  }

  private static Optional<Explanation> of(TestCluster cluster, Epoch epoch) {
    List<AuditEntry> lines = cluster.observer().linesFrom(0);
    return Explanation.of(lines, Optional.of(epoch));
  }
}
