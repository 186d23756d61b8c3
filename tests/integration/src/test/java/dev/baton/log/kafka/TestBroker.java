package dev.baton.log.kafka;

import dev.baton.broker.EmbeddedBroker;
import dev.baton.broker.EmbeddedBrokerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;

/** One broker for the tests of this JVM, stopped at its end; each log on it has its own topics. */
public final class TestBroker {

  /** How long to wait before a test fails; generous, for busy machines. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final AtomicInteger LOGS = new AtomicInteger();

  private TestBroker() {}

  /** Returns settings for topics that nobody else uses. */
  static KafkaLogSettings newLog() {
    return KafkaLogSettings.of(Holder.BROKER.bootstrapServers())
        .withTopics(
            TopicSettings.DEFAULT
                .withPrefix("test-" + LOGS.incrementAndGet() + ".")
                .forSingleBroker());
  }

  /** Returns settings for new topics, which exist. */
  static KafkaLogSettings newTopics() {
    return made(newLog());
  }

  /** Returns settings for new topics of one partition each, which exist. */
  public static KafkaLogSettings newPartition() {
    KafkaLogSettings settings = newLog();
    return made(settings.withTopics(settings.topics().withPartitions(1)));
  }

  private static KafkaLogSettings made(KafkaLogSettings settings) {
    TopicSetup.ensure(settings, PATIENCE);
    return settings;
  }

  /** Started at its first use. */
  private static final class Holder {
    static final EmbeddedBroker BROKER = start();

    private static EmbeddedBroker start() {
      try {
        Path directory = Files.createTempDirectory("baton-broker-test");
        EmbeddedBroker broker =
            EmbeddedBroker.start(EmbeddedBrokerSettings.onLoopback(directory.resolve("data")));
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> stop(broker, directory), "stop-test-broker"));
        return broker;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(EmbeddedBroker broker, Path directory) {
      broker.close();
      try {
        Utils.delete(directory.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
