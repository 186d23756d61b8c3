package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.WireFormat;
import dev.baton.log.contract.Collected;
import dev.baton.log.contract.EventLogContract;
import dev.baton.model.ClusterId;
import dev.baton.model.fact.FactRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaEventLogTest extends EventLogContract {

  private static final ClusterId CLUSTER = new ClusterId("db");

  private KafkaLogSettings settings = TestBroker.newLog();

  @Override
  protected void begin() {
    settings = TestBroker.newTopics();
  }

  @Override
  protected EventLog connect() {
    return KafkaEventLog.open(settings, TestBroker.PATIENCE);
  }

  @Override
  protected long appendForeign(Topic topic, int partition, ProducerRecord<byte[], byte[]> record) {
    return produce(
        new ProducerRecord<>(
            settings.topics().name(topic),
            partition,
            record.key(),
            record.value(),
            record.headers()));
  }

  @Override
  protected void discardBefore(Topic topic, int partition, long offset) {
    try (Admin admin = admin()) {
      TopicPartition place = new TopicPartition(settings.topics().name(topic), partition);
      admin
          .deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(offset)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    }
  }

  /** A VIP must be none of them; whoever joins knows them at once. */
  @Test
  void knowsTheAddressesOfItsServers() {
    begin();
    try (EventLog log = KafkaEventLog.join(settings, Set.of(Topic.values()), TestBroker.PATIENCE)) {
      assertThat(log.servers())
          .extracting(InetSocketAddress::getAddress)
          .contains(InetAddress.getLoopbackAddress());
      assertThat(log.servers()).extracting(InetSocketAddress::getPort).doesNotContain(0);
    }
  }

  @Test
  void deliversEverythingInOrderToAReaderThatRestsAndIsWoken() {
    try (EventLog log = connect()) {
      ClusterId cluster = new ClusterId("resting");
      Collected<FactRecord> sink = new Collected<>();
      EventLog.Reader reader = log.readEvents(log.partitionOf(cluster), StartAt.END, sink);
      Collected.awaitCaughtUp(reader);
      reader.rest(true);
      await(log.append(cluster, timer(0)));
      await(log.append(cluster, timer(1)));
      sink.awaitValues(2);
      reader.rest(false);
      await(log.append(cluster, timer(2)));
      sink.awaitValues(3);
      reader.rest(true);
      await(log.append(cluster, timer(3)));

      assertThat(sink.awaitValues(4))
          .extracting(FactRecord::fact)
          .containsExactly(timer(0), timer(1), timer(2), timer(3));
    }
  }

  @Test
  void readsWhatAProducerWithThePlainKeyWrites() {
    EventLog log = connect();
    List<ClusterId> clusters =
        Stream.of("db", "web", "orders", "nfs", "a", "node-7.example").map(ClusterId::new).toList();

    for (ClusterId cluster : clusters) {
      ProducerRecord<byte[], byte[]> placed =
          new WireFormat(3, InstantSource.system())
              .event(
                  new TopicPartition("any", log.partitionOf(cluster)),
                  Optional.of(cluster),
                  timer(1));
      produce(
          new ProducerRecord<>(
              settings.topics().name(Topic.EVENTS),
              null,
              placed.key(),
              placed.value(),
              placed.headers()));
    }

    for (int partition = 0; partition < 3; partition++) {
      int here = partition;
      Collected<FactRecord> sink = new Collected<>();
      log.readEvents(partition, StartAt.BEGINNING, sink);
      List<Optional<ClusterId>> expected =
          clusters.stream()
              .filter(cluster -> log.partitionOf(cluster) == here)
              .map(Optional::of)
              .toList();
      assertThat(sink.awaitValues(expected.size()))
          .extracting(FactRecord::cluster)
          .containsExactlyElementsOf(expected);
    }
    log.close();
  }

  @Test
  void passesTheLeadersEpochOn() {
    EventLog log = connect();
    await(log.append(CLUSTER, timer(1)));
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(log.partitionOf(CLUSTER), StartAt.BEGINNING, sink);

    assertThat(sink.await(1).get(0))
        .isInstanceOfSatisfying(
            Delivered.Decoded.class, decoded -> assertThat(decoded.leaderEpoch()).isPresent());
    log.close();
  }

  @Test
  void saysThatATopicWasMadeAnew() {
    EventLog log = connect();
    int home = log.partitionOf(CLUSTER);
    for (int i = 0; i < 5; i++) {
      await(log.append(CLUSTER, timer(i)));
    }
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(home, StartAt.BEGINNING, sink);
    sink.awaitValues(5);

    try (Admin admin = admin()) {
      admin
          .deleteTopics(List.of(settings.topics().name(Topic.EVENTS)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
      // A topic that is still there for a moment would not be made anew.
      Collected.awaitUntil(() -> !exists(admin, settings.topics().name(Topic.EVENTS)));
    }
    TopicSetup.ensure(settings, TestBroker.PATIENCE);

    assertThat(sink.await(6).get(5)).isEqualTo(new Delivered.Truncated<FactRecord>(0, 5));
    log.close();
  }

  private static boolean exists(Admin admin, String topic) {
    return admin
        .listTopics()
        .names()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join()
        .contains(topic);
  }

  @Test
  void refusesTopicsWithAnotherNumberOfPartitions() {
    KafkaLogSettings four = settings.withTopics(settings.topics().withPartitions(4));

    assertThatIllegalStateException()
        .isThrownBy(() -> KafkaEventLog.open(four, TestBroker.PATIENCE))
        .withMessageContaining("has 3 partitions, not 4");
  }

  @Test
  void saysThatNobodyAnswers() {
    KafkaLogSettings nobody = KafkaLogSettings.of("127.0.0.1:1");

    assertThatExceptionOfType(LogUnavailableException.class)
        .isThrownBy(() -> KafkaEventLog.open(nobody, Duration.ofMillis(100)))
        .withMessageContaining("127.0.0.1:1");
    assertThatExceptionOfType(LogUnavailableException.class)
        .isThrownBy(() -> TopicSetup.ensure(nobody, Duration.ofMillis(100)))
        .withMessageContaining("127.0.0.1:1");
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()));
  }

  private long produce(ProducerRecord<byte[], byte[]> record) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", settings.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return producer.send(record).get(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS).offset();
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
