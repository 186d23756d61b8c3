package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Introduction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * What is repeated by the clock stays small: key, headers and body, without what Kafka adds (some
 * 75 bytes). Ten more bytes in a keepalive are 0.12 GB a week on each broker.
 */
class RecordSizeTest {

  private static final NodeId NODE = new NodeId("a");
  private static final SessionId SESSION = new SessionId("3w5e11264sgsf");
  private static final Duration LEASE = Duration.ofMillis(484);
  private static final Introduction INTRODUCTION =
      new Introduction(
          new InstallId("9f86d081884c7d659a2feaa0c55ad015"), List.of(), 2, Enforcement.NFTABLES);

  @Test
  void aRepeatedKeepaliveSaysOnlyWhatTheLogMayNotKnow() {
    assertThat(size(keepalive(4, 4, Optional.empty()))).isEqualTo(208);
    assertThat(size(keepalive(0, 4, Optional.empty()))).isLessThan(216);
    assertThat(size(keepalive(4, 4, Optional.of(INTRODUCTION)))).isLessThan(360);
  }

  @Test
  void aBeatIsSmall() {
    assertThat(size(new Fact.Beat(new ArbiterId("x1"), 1_790_000_000_000L))).isLessThan(160);
  }

  @Test
  void aTickIsSmall() {
    Position folded = new Position(12_000_000);
    Command tick = new Command.Tick(new ArbiterId("x1"), 6, folded);
    CommandRecord order = new CommandRecord(Optional.empty(), new Source(0, folded, 0), tick);

    assertThat(size(Records.commands().encode(Records.PLACE, order))).isLessThan(240);
  }

  private static Fact keepalive(long holding, long seen, Optional<Introduction> introduction) {
    return new Fact.Keepalive(
        NODE,
        SESSION,
        604_800,
        LEASE,
        new Epoch(holding),
        new Epoch(seen),
        0,
        introduction,
        Optional.empty(),
        Optional.empty());
  }

  private static int size(Fact fact) {
    Optional<ClusterId> cluster =
        fact instanceof Fact.Keepalive ? Optional.of(new ClusterId("db")) : Optional.empty();
    return size(Records.events().encode(Records.PLACE, cluster, fact));
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    int headers =
        StreamSupport.stream(record.headers().spliterator(), false)
            .mapToInt(
                header ->
                    header.key().getBytes(StandardCharsets.UTF_8).length + header.value().length)
            .sum();
    byte[] key = record.key();
    return headers + record.value().length + (key == null ? 0 : key.length);
  }
}
