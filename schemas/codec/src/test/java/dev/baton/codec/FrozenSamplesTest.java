package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that were released once are read for ever, and written as they were. */
class FrozenSamplesTest {

  private static final JsonMapper JSON = new JsonMapper();

  static Stream<String> factTypes() {
    return EventCodec.types().stream();
  }

  static Stream<String> laterFacts() {
    return Samples.laterFacts().keySet().stream();
  }

  static Stream<String> commandTypes() {
    return CommandCodec.types().stream();
  }

  static Stream<String> laterCommands() {
    return Samples.laterCommands().keySet().stream();
  }

  static Stream<String> snapshots() {
    return StateSamples.snapshots().keySet().stream();
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
    assertReadAndWritten(type, Samples.facts().get(type));
  }

  @ParameterizedTest
  @MethodSource("laterFacts")
  void readsAndWritesTheFactOfALaterRelease(String text) {
    assertReadAndWritten(text, Samples.laterFacts().get(text));
  }

  private static void assertReadAndWritten(String text, Fact fact) {
    EventCodec codec = Records.events();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, Samples.cluster(fact), fact);

    assertThat(codec.decode(Records.withBody(written, sample(text))).fact()).isEqualTo(fact);
    assertSameJson(written, text);
  }

  @ParameterizedTest
  @MethodSource("commandTypes")
  void readsAndWritesTheCommand(String type) {
    assertReadAndWritten(type, Samples.commands().get(type));
  }

  @ParameterizedTest
  @MethodSource("laterCommands")
  void readsAndWritesTheCommandOfALaterRelease(String text) {
    assertReadAndWritten(text, Samples.laterCommands().get(text));
  }

  private static void assertReadAndWritten(String text, Command command) {
    CommandCodec codec = Records.commands();
    ProducerRecord<byte[], byte[]> written =
        codec.encode(Records.PLACE, StateSamples.order(command));

    assertThat(codec.decode(Records.withBody(written, sample(text))))
        .isEqualTo(StateSamples.order(command));
    assertSameJson(written, text);
  }

  @Test
  void readsAndWritesTheAuditLine() {
    AuditCodec codec = new AuditCodec();
    ProducerRecord<byte[], byte[]> written = codec.encode(Records.PLACE, StateSamples.audit());

    assertThat(codec.decode(Records.withBody(written, sample(AuditCodec.TYPE))))
        .isEqualTo(StateSamples.audit());
    assertSameJson(written, AuditCodec.TYPE);
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void readsAndWritesTheSnapshot(String text) {
    Snapshot snapshot = StateSamples.snapshots().get(text);
    StateCodec codec = new StateCodec();
    ProducerRecord<byte[], byte[]> written = codec.encode(Records.PLACE, snapshot);

    assertThat(codec.decode(Records.withBody(written, sample(text)))).isEqualTo(snapshot);
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
