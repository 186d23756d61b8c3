package dev.baton.integration;

import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.broker.BrokerProcess;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.kafka.TopicSettings;
import dev.baton.log.kafka.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock of an arbiter's host is set, far, while Kafka is away and while it is there. */
class WallClockTest {
  @TempDir Path directory;
  private BrokerProcess broker;
  private ArbiterProcess arbiter;
  private WallClock clock;

  @BeforeEach
  void begin() {
    clock = WallClock.inDirectory(directory);
    broker =
        BrokerProcess.start(
            EmbeddedBrokerSettings.onLoopback(directory.resolve("data")), List.of());
    KafkaLogSettings settings =
        KafkaLogSettings.of(broker.bootstrapServers())
            .withTopics(TopicSettings.DEFAULT.withPartitions(1).forSingleBroker());
    TopicSetup.ensure(settings, TestBroker.PATIENCE);
    arbiter = new ArbiterProcess("x1", clock.prefix(), settings, directory);
    until(arbiter::isReady);
  }

  @AfterEach
  void end() {
    if (arbiter != null) {
      arbiter.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "P3650D"})
  void connectsAgainAfterTheWallClockWasSetWhileKafkaWasAway(Duration by) {
    broker.kill9();
    until(() -> !arbiter.isReady());
    clock.setBy(by);
    broker.restart();

    until(arbiter::isReady);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "PT1H"})
  void staysReadyThroughAWallClockThatIsSetAndAnOutageAfterIt(Duration by) {
    clock.setBy(by);
    broker.kill9();
    until(() -> !arbiter.isReady());
    broker.restart();

    until(arbiter::isReady);
    assertThat(arbiter.terminate(Duration.ofSeconds(15))).contains(0);
  }
}
