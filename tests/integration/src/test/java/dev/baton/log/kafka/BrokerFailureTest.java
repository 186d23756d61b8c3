package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.broker.BrokerProcess;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.contract.Collected;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed, comes back, or comes back with less than it acknowledged. */
class BrokerFailureTest {

  private static final ClusterId CLUSTER = new ClusterId("db");
  private static final int HOME = 2;

  @TempDir Path directory;
  private BrokerProcess broker;
  private KafkaLogSettings settings;

  @BeforeEach
  void startBroker() {
    broker = BrokerProcess.start(EmbeddedBrokerSettings.onLoopback(data()), List.of());
    settings =
        KafkaLogSettings.of(broker.bootstrapServers())
            .withTopics(TopicSettings.DEFAULT.forSingleBroker())
            .withDeliveryTimeout(TestBroker.PATIENCE);
    TopicSetup.ensure(settings, TestBroker.PATIENCE);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void deliversOnceAndInOrderWhatWasAppendedWhileTheBrokerWasAway() {
    Collected<FactRecord> sink = new Collected<>();
    try (KafkaEventLog log = KafkaEventLog.open(settings, TestBroker.PATIENCE)) {
      log.readEvents(HOME, StartAt.BEGINNING, sink);
      await(log.append(CLUSTER, timer(0)));
      broker.kill9();
      CompletionStage<Position> second = log.append(CLUSTER, timer(1));
      CompletionStage<Position> third = log.append(CLUSTER, timer(2));

      broker.restart();

      assertThat(await(second)).isEqualTo(new Position(1));
      assertThat(await(third)).isEqualTo(new Position(2));
      assertThat(sink.await(3)).hasSize(3);
      assertThat(sink.values())
          .extracting(FactRecord::fact)
          .containsExactly(timer(0), timer(1), timer(2));
    }
  }

  @Test
  void givesAnAppendUpAfterItsDeliveryTimeout() {
    try (KafkaEventLog log =
        KafkaEventLog.open(
            settings.withDeliveryTimeout(Duration.ofSeconds(1)), TestBroker.PATIENCE)) {
      broker.kill9();

      assertThat(log.append(CLUSTER, timer(0)).toCompletableFuture())
          .failsWithin(TestBroker.PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(LogUnavailableException.class);
    }
  }

  @Test
  void tellsReadersThatTheBrokerLostItsTailAlthoughTheLogGrewAgain() throws IOException {
    Collected<FactRecord> sink = new Collected<>();
    try (KafkaEventLog log = KafkaEventLog.open(settings, TestBroker.PATIENCE)) {
      for (int i = 0; i < 10; i++) {
        await(log.append(CLUSTER, timer(i)));
      }
      log.readEvents(HOME, StartAt.BEGINNING, sink);
      sink.awaitValues(10);

      broker.kill9();
      loseFrom(6);
      List<CompletionStage<Position>> lateOnes =
          List.of(log.append(CLUSTER, timer(20)), log.append(CLUSTER, timer(21)));
      broker.restart();
      lateOnes.forEach(BrokerFailureTest::await);

      List<Delivered<FactRecord>> read = sink.await(13);
      assertThat(read.get(10)).isEqualTo(new Delivered.Truncated<FactRecord>(6, 10));
      assertThat(sink.values().subList(10, 12))
          .extracting(FactRecord::fact)
          .containsExactly(timer(20), timer(21));
    }
  }

  /** Also when the log has grown beyond what was read, so that no offset shows the loss. */
  @Test
  void tellsFromWhichEventOnWhatWasReadIsLost() throws IOException {
    try (KafkaEventLog log = KafkaEventLog.open(settings, TestBroker.PATIENCE)) {
      for (int i = 0; i < 10; i++) {
        await(log.append(CLUSTER, timer(i)));
      }
      int before = leaderEpoch(log, 9);
      assertThat(log.divergence(HOME, new Position(9), before)).isEmpty();

      broker.kill9();
      loseFrom(6);
      broker.restart();
      for (int i = 20; i < 30; i++) {
        await(log.append(CLUSTER, timer(i)));
      }

      int since = leaderEpoch(log, 15);
      assertThat(since).isGreaterThan(before);
      assertThat(log.divergence(HOME, new Position(9), before)).hasValue(6);
      assertThat(log.divergence(HOME, new Position(6), before)).hasValue(6);
      assertThat(log.divergence(HOME, new Position(5), before)).isEmpty();
      assertThat(log.divergence(HOME, new Position(15), since)).isEmpty();
      assertThat(log.divergence(HOME, new Position(20), since)).hasValue(16);
      // An epoch that the brokers do not know: they lost everything.
      assertThat(log.divergence(HOME, new Position(0), 1_000)).hasValue(0);
    }
  }

  private static int leaderEpoch(KafkaEventLog log, long offset) {
    Collected<FactRecord> sink = new Collected<>();
    try (EventLog.Reader reader = log.readEvents(HOME, StartAt.offset(offset), sink)) {
      Collected.awaitCaughtUp(reader);
      return sink.await(1).stream()
          .flatMapToInt(BrokerFailureTest::leaderEpoch)
          .findFirst()
          .orElseThrow();
    }
  }

  private static IntStream leaderEpoch(Delivered<FactRecord> delivered) {
    return delivered instanceof Delivered.Decoded<FactRecord> record
        ? record.leaderEpoch().stream()
        : IntStream.empty();
  }

  private void loseFrom(long offset) throws IOException {
    new PowerCut(data(), settings.topics().name(Topic.EVENTS), HOME).loseFrom(offset);
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static Fact timer(long number) {
    return new Fact.Timer("test", number);
  }

  private static Position await(CompletionStage<Position> append) {
    return append
        .toCompletableFuture()
        .orTimeout(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
