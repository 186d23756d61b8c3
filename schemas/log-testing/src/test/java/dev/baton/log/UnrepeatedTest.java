package dev.baton.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.contract.Collected;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnrepeatedTest {
  private final Collected<AuditEntry> taken = new Collected<>();
  private final Unrepeated unrepeated = new Unrepeated(taken);
  private long offset;

  @Test
  void takesWhatStandsThereTwiceOnce() {
    deliver(line(0, 7, 0), line(0, 7, 1), line(0, 8, 0));
    deliver(line(0, 7, 1), line(0, 8, 0), line(0, 9, 0));

    assertThat(taken.values())
        .containsExactly(line(0, 7, 0), line(0, 7, 1), line(0, 8, 0), line(0, 9, 0));
  }

  @Test
  void takesPositionsAgainInALaterGeneration() {
    deliver(line(0, 7, 0), line(0, 8, 0), line(1, 7, 0));

    assertThat(taken.values()).containsExactly(line(0, 7, 0), line(0, 8, 0), line(1, 7, 0));
  }

  @Test
  void handsOnWhatIsNoLine() {
    deliver(line(0, 7, 0));
    unrepeated.accept(new Delivered.Truncated<>(0, 1));
    deliver(line(0, 7, 0));

    assertThat(taken.await(2)).hasSize(2).last().isInstanceOf(Delivered.Truncated.class);
  }

  private void deliver(AuditEntry... lines) {
    for (AuditEntry line : lines) {
      unrepeated.accept(
          new Delivered.Decoded<>(offset++, Instant.EPOCH, OptionalInt.empty(), line));
    }
  }

  private static AuditEntry line(long generation, long position, int index) {
    return new AuditEntry(
        Optional.of(new ClusterId("web")),
        new Source(generation, new Position(position), index),
        Instant.EPOCH,
        Kind.HEALTH,
        "policy.health",
        Optional.empty(),
        Optional.empty(),
        "a is healthy",
        List.of(),
        new TreeMap<>());
  }
}
