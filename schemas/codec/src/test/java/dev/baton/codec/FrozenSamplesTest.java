package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that were released once are read for ever, and written as they were. */
class FrozenSamplesTest {

  private static final JsonMapper JSON = new JsonMapper();

  static Stream<String> factTypes() {
    return EventCodec.types().stream();
  }

  static Stream<String> commandTypes() {
    return CommandCodec.types().stream();
  }

  @Test
  void thereIsASampleOfEveryType() {
    Set<String> sampled = new TreeSet<>(Samples.facts().keySet());
    sampled.addAll(Samples.commands().keySet());

    assertThat(sampled).containsAll(EventCodec.types()).containsAll(CommandCodec.types());
  }

  @ParameterizedTest
  @MethodSource("factTypes")
  void readsAndWritesTheFact(String type) {
    Fact fact = Samples.facts().get(type);
    EventCodec codec = Records.events();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, Samples.cluster(fact), fact);

    assertThat(codec.decode(Records.withBody(written, sample(type))).fact()).isEqualTo(fact);
    assertSameJson(written, type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.baton.fact.released.v1.why", "dev.baton.fact.acquired.v1.by"})
  void readsAndWritesTheFactOfALaterRelease(String text) {
    Fact fact = Samples.laterFacts().get(text);
    EventCodec codec = Records.events();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, Samples.cluster(fact), fact);

    assertThat(codec.decode(Records.withBody(written, sample(text))).fact()).isEqualTo(fact);
    assertSameJson(written, text);
  }

  @ParameterizedTest
  @MethodSource("commandTypes")
  void readsAndWritesTheCommand(String type) {
    Command command = Samples.commands().get(type);
    CommandCodec codec = Records.commands();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, StateSamples.order(command));

    assertThat(codec.decode(Records.withBody(written, sample(type))))
        .isEqualTo(StateSamples.order(command));
    assertSameJson(written, type);
  }

  @Test
  void readsAndWritesTheAuditLine() {
    AuditCodec codec = new AuditCodec();
    ProducerRecord<byte[], byte[]> written = codec.encode(Records.PLACE, StateSamples.audit());

    assertThat(codec.decode(Records.withBody(written, sample(AuditCodec.TYPE))))
        .isEqualTo(StateSamples.audit());
    assertSameJson(written, AuditCodec.TYPE);
  }

  @Test
  void readsAndWritesTheSnapshot() {
    StateCodec codec = new StateCodec();
    ProducerRecord<byte[], byte[]> written = codec.encode(Records.PLACE, StateSamples.snapshot());

    assertThat(codec.decode(Records.withBody(written, sample(StateCodec.TYPE))))
        .isEqualTo(StateSamples.snapshot());
    assertSameJson(written, StateCodec.TYPE);
  }

  @Test
  void readsAndWritesTheSnapshotWithPlacements() {
    StateCodec codec = new StateCodec();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, StateSamples.snapshotWithPlacements());
    String text = StateCodec.TYPE + ".placements";

    assertThat(codec.decode(Records.withBody(written, sample(text))))
        .isEqualTo(StateSamples.snapshotWithPlacements());
    assertSameJson(written, text);
  }

  @Test
  void readsAndWritesTheSnapshotWithALeaderEpoch() {
    StateCodec codec = new StateCodec();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, StateSamples.snapshotWithLeaderEpoch());
    String text = StateCodec.TYPE + ".leader-epoch";

    assertThat(codec.decode(Records.withBody(written, sample(text))))
        .isEqualTo(StateSamples.snapshotWithLeaderEpoch());
    assertSameJson(written, text);
  }

  @Test
  void readsAndWritesTheSnapshotOfAMoveThatIsNotReported() {
    StateCodec codec = new StateCodec();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, StateSamples.snapshotOfUnreportedMove());
    String text = StateCodec.TYPE + ".unreported";

    assertThat(codec.decode(Records.withBody(written, sample(text))))
        .isEqualTo(StateSamples.snapshotOfUnreportedMove());
    assertSameJson(written, text);
  }

  private static byte[] sample(String type) {
    return Records.utf8(Samples.text(type));
  }

  private static void assertSameJson(ProducerRecord<byte[], byte[]> written, String type) {
    try {
      JsonNode frozen = JSON.readTree(Samples.text(type));
      assertThat(JSON.readTree(new String(written.value(), StandardCharsets.UTF_8)))
          .isEqualTo(frozen);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
