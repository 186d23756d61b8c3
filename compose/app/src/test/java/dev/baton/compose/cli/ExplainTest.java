package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.cli.BatonWorld.Run;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@code explain} makes of audit lines that no arbiter would write, or only on a bad day. */
class ExplainTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final Instant AT = Instant.parse("2026-01-02T03:12:00Z");

  @Test
  void passesOverAMoveWhoseCauseIsNoPosition() {
    try (BatonWorld world = new BatonWorld()) {
      world.audit(
          WEB,
          move(1, Map.of("cause", "5")),
          move(2, Map.of("cause", "x; rm -rf", "caused-at", "")));

      Run explained = world.baton("explain", "web");

      assertThat(explained.err()).isEmpty();
      assertThat(explained.status()).isZero();
      assertThat(explained.out()).startsWith("web, epoch 1: a was given the VIPs");
    }
  }

  @Test
  void bearsAMomentThatIsNone() {
    try (BatonWorld world = new BatonWorld()) {
      world.audit(WEB, move(1, Map.of("cause", "5", "caused-at", "yesterday")));

      assertThat(world.baton("explain", "web").out()).contains("caused at 2026-01-02T03:12:00Z");
    }
  }

  @Test
  void saysThatARecordHasStoppedTheClusterSince() {
    try (BatonWorld world = new BatonWorld()) {
      world.audit(WEB, move(1, Map.of("cause", "5")), quarantine("77"));

      assertThat(world.baton("explain", "web").out().lines())
          .last()
          .asString()
          .startsWith("since 2026-01-02T03:12:00Z nothing is decided: quarantined")
          .contains("the event at offset 77", "overflow")
          .endsWith("to skip it: baton quarantine --lift web");
    }
  }

  private static AuditEntry move(long epoch, Map<String, String> details) {
    Map<String, String> all = new TreeMap<>(details);
    all.put("assigned-after-ms", "3");
    return line(epoch, Kind.COMMAND, "R", "a shall take the VIPs", all);
  }

  private static AuditEntry quarantine(String record) {
    Map<String, String> details = Map.of("record", record, "why", "overflow");
    return line(9, Kind.PARTITION, "Q", "quarantined: the fold cannot take this record", details);
  }

  private static AuditEntry line(
      long number, Kind kind, String rule, String summary, Map<String, String> details) {
    return new AuditEntry(
        Optional.of(WEB),
        new Source(0, new Position(10 + number), 0),
        AT,
        kind,
        rule,
        Optional.of(new Epoch(number)),
        Optional.of(new NodeId("a")),
        summary,
        List.of(),
        new TreeMap<>(details));
  }
}
