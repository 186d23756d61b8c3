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

/** Why the VIP moved, as the audit tells it. */
final class StepReport {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private StepReport() {}

  /**
   * Prints the story of the latest move.
   *
   * @param mark how much of the audit was there before it
   * @param last the detail of the line with which it is complete
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

  /** Returns when the fact that caused the move was appended, once the audit tells of it. */
  static Optional<Instant> causedAt(TestCluster cluster, Epoch epoch) {
    return of(cluster, epoch).map(Explanation::causedAt);
  }

  private static Optional<Explanation> of(TestCluster cluster, Epoch epoch) {
    List<AuditEntry> lines = cluster.observer().linesFrom(0);
    return Explanation.of(lines, Optional.of(epoch));
  }
}
