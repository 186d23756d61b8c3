package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Whatever bytes come in, the only exception that comes out is the one that says why. */
class FuzzTest {

  private static final ClusterId CLUSTER = new ClusterId("db");

  /** Pieces that get past the first checks more often than chance. */
  private static final List<String> PIECES =
      List.of("{", "}", "[", "]", ",", ":", "\"", "null", "-1", "1e999", "\\u", "\"a\":", "true");

  private final EventCodec events = Records.events();
  private final CommandCodec commands = Records.commands();
  private final AuditCodec audits = new AuditCodec();
  private final StateCodec states = new StateCodec();

  @Provide
  Arbitrary<Fact> facts() {
    return AnyRecord.clusterFact(CLUSTER);
  }

  @Provide
  Arbitrary<CommandRecord> orders() {
    return AnyRecord.order();
  }

  @Provide
  Arbitrary<Snapshot> snapshots() {
    return AnyRecord.snapshot();
  }

  @Property
  void refusesRandomBodies(@ForAll byte[] body, @ForAll("facts") Fact fact) {
    ProducerRecord<byte[], byte[]> written =
        events.encode(Records.PLACE, Optional.of(CLUSTER), fact);

    readOrRefuse(events::decode, Records.withBody(written, body));
  }

  @Property
  void refusesRandomRecords(@ForAll byte[] key, @ForAll byte[] body, @ForAll Random random) {
    RecordHeaders headers = new RecordHeaders();
    for (String name : List.of("ce_specversion", "ce_type", "ce_id", "ce_time", "content-type")) {
      byte[] value = new byte[random.nextInt(8)];
      random.nextBytes(value);
      headers.add(name, random.nextBoolean() ? value : Records.utf8("1.0"));
    }
    if (random.nextBoolean()) {
      headers.remove("content-type").add("content-type", Records.utf8("application/json"));
    }

    readAll(Records.delivered(random.nextBoolean() ? key : null, headers, body));
  }

  @Property
  void refusesOrReadsMutatedFacts(@ForAll("facts") Fact fact, @ForAll Random random) {
    mutateAndRead(events.encode(Records.PLACE, Optional.of(CLUSTER), fact), events::decode, random);
  }

  @Property
  void refusesOrReadsMutatedOrders(@ForAll("orders") CommandRecord order, @ForAll Random random) {
    mutateAndRead(commands.encode(Records.PLACE, order), commands::decode, random);
  }

  @Property(tries = 300)
  void refusesOrReadsMutatedSnapshots(
      @ForAll("snapshots") Snapshot snapshot, @ForAll Random random) {
    mutateAndRead(states.encode(Records.PLACE, snapshot), states::decode, random);
  }

  private static <T> void mutateAndRead(
      ProducerRecord<byte[], byte[]> written,
      Function<ConsumerRecord<byte[], byte[]>, T> decode,
      Random random) {
    StringBuilder body =
        new StringBuilder(new String(written.value(), StandardCharsets.ISO_8859_1));
    for (int i = 1 + random.nextInt(4); i > 0 && body.length() > 0; i--) {
      mutate(body, random);
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.ISO_8859_1);
    readOrRefuse(decode, Records.withBody(written, bytes));
  }

  private static void mutate(StringBuilder body, Random random) {
    int at = random.nextInt(body.length());
    int to = Math.min(body.length(), at + random.nextInt(12));
    switch (random.nextInt(4)) {
      case 0 -> body.setCharAt(at, (char) random.nextInt(256));
      case 1 -> body.delete(at, to);
      case 2 -> body.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      default -> body.insert(random.nextInt(body.length()), body.substring(at, to));
    }
  }

  private void readAll(ConsumerRecord<byte[], byte[]> record) {
    readOrRefuse(events::decode, record);
    readOrRefuse(commands::decode, record);
    readOrRefuse(audits::decode, record);
    readOrRefuse(states::decode, record);
  }

  /** Every other exception passes through and fails the property. */
  private static <T> void readOrRefuse(
      Function<ConsumerRecord<byte[], byte[]>, T> decode, ConsumerRecord<byte[], byte[]> record) {
    try {
      assertThat(decode.apply(record)).isNotNull();
    } catch (MalformedFactException e) {
      assertThat(e.where()).isNotEmpty();
    }
  }
}
