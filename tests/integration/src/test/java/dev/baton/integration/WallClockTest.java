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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wall clock of an arbiter's host is set, far, while Kafka is away and while it is there: again
 * and again under the same arbiter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WallClockTest {
  private BrokerProcess broker;
  private ArbiterProcess arbiter;
  private WallClock clock;

  @BeforeAll
  void begin(@TempDir Path directory) {
    clock = WallClock.inDirectory(directory);
    broker =
        BrokerProcess.start(
            EmbeddedBrokerSettings.onLoopback(directory.resolve("data")), List.of());
    KafkaLogSettings settings =
        KafkaLogSettings.of(broker.bootstrapServers())
            .withTopics(TopicSettings.DEFAULT.withPartitions(1).forSingleBroker());
    TopicSetup.ensure(settings, TestBroker.PATIENCE);
    arbiter = new ArbiterProcess("x1", clock.prefix(), settings, directory);
  }

  @BeforeEach
  void setRight() {
    clock.setBy(Duration.ZERO);
    until(arbiter::isReady);
  }

  @AfterAll
  void end() {
    try {
      if (arbiter != null) {
        assertThat(arbiter.terminate(Duration.ofSeconds(15))).contains(0);
      }
    } finally {
      if (arbiter != null) {
        arbiter.close();
      }
      if (broker != null) {
        broker.close();
      }
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
  }
}
