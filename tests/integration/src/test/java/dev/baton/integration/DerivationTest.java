package dev.baton.integration;

import static dev.baton.integration.Site.acknowledged;
import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.integration.Recording.Derivation;
import dev.baton.log.EventLog;
import dev.baton.log.Topic;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the other topics follows from the events, whatever stands among these. */
class DerivationTest {
  @TempDir Path directory;
  private Site site;
  private LogKeeper a;
  private LogKeeper b;

  @BeforeEach
  void begin() {
    site = new Site(TestBroker.newPartition(), directory, Duration.ofSeconds(3));
    site.arbiter("x1");
    a = site.node("a");
    b = site.node("b");
    until(a::holds);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void skipsRecordsThatCannotBeDecodedAndSaysWhereTheyStand() throws Exception {
    long noise = produce(new ProducerRecord<>(events(), 0, bytes("web"), bytes("noise")));
    long nothing = produce(new ProducerRecord<>(events(), 0, bytes("web"), new byte[0]));
    long foreign = produce(foreign());
    acknowledged(site.request("r1", new Operation.Switchover(Optional.empty())));

    until(b::holds);
    site.awaitAgreement();
    until(() -> malformed().size() == 3);
    assertThat(malformed())
        .extracting(line -> line.source().position().offset())
        .containsExactly(noise, nothing, foreign);
    assertThat(malformed())
        .allSatisfy(
            line -> {
              long offset = line.source().position().offset();
              assertThat(line.detail(AuditDetail.PLACE)).contains(events() + "-0");
              assertThat(line.detail(AuditDetail.OFFSET)).contains(new Position(offset));
              assertThat(line.detail(AuditDetail.REASON).orElseThrow()).isNotBlank();
            });
  }

  /** An envelope as it should be, around something that is not. */
  private ProducerRecord<byte[], byte[]> foreign() {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(events(), 0, bytes("web"), bytes("{\"epoch\":\"seven\"}"));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "1",
            "ce_source", "/somebody",
            "ce_type", "dev.baton.released.v1",
            "content-type", "application/json")
        .forEach((name, value) -> record.headers().add(name, bytes(value)));
    return record;
  }

  private List<AuditEntry> malformed() {
    return site.recording().audit().stream().filter(line -> line.kind() == Kind.MALFORMED).toList();
  }

  private String events() {
    return site.settings().topics().name(Topic.EVENTS);
  }

  private long produce(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, site.settings().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return producer.send(record).get(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS).offset();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void foldingTheEventsAnewGivesTheCommandsThatWereWritten() {
    acknowledged(site.request("r1", new Operation.Switchover(Optional.of(b.id()))));
    until(b::holds);
    acknowledged(site.request("r2", new Operation.Standby(b.id())));
    until(a::holds);
    acknowledged(site.request("r3", new Operation.Resume(b.id())));
    acknowledged(a.say(Verdict.UNHEALTHY));
    until(b::holds);
    acknowledged(a.say(Verdict.HEALTHY));
    b.leave();
    until(a::holds);
    LogKeeper again = site.node("b", "second");
    until(this::bIsBack);
    acknowledged(site.request("r4", new Operation.Switchover(Optional.of(b.id()))));
    until(again::holds);
    again.close();
    until(a::holds);

    site.awaitAgreement();
    Epoch last = a.holding();
    assertThatAnotherReaderFindsTheSame(last);
  }

  private boolean bIsBack() {
    return site.recording().audit().stream()
        .anyMatch(
            line ->
                line.detail(AuditDetail.SESSION).equals(Optional.of(new SessionId("b-second-0"))));
  }

  /** Somebody who was not there reads the whole log. */
  private void assertThatAnotherReaderFindsTheSame(Epoch last) {
    try (EventLog log = KafkaEventLog.open(site.settings(), TestBroker.PATIENCE);
        Recording late = new Recording(log)) {
      Agreement.awaitAndCheck(late);
      until(() -> late.taken().stream().anyMatch(order -> assigns(order, last)));
      Derivation derived = late.derived();
      assertThat(late.taken()).isEqualTo(derived.orders());
      assertThat(derived.orders()).isEqualTo(site.recording().derived().orders());
    }
  }

  private static boolean assigns(CommandRecord order, Epoch epoch) {
    return order.command() instanceof Command.Assign assign && assign.epoch().equals(epoch);
  }
}
