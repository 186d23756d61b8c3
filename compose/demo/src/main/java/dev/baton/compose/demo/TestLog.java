package dev.baton.compose.demo;

import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TopicSetup;
import java.time.Duration;
import java.util.List;

/** Opens the log of a {@link TestCluster}; called inside the client's namespace. */
final class TestLog {
  private TestLog() {}

  /**
   * Opens the log that the arbiters use, and creates its topics if no arbiter has.
   *
   * @throws LogUnavailableException when it does not answer in time
   */
  static EventLog open(KafkaLogSettings settings, Duration patience) {
    List<String> unused = TopicSetup.ensure(settings, patience);
    return KafkaEventLog.open(settings, patience);
  }

  /** Opens another log on the same broker, for measurements that no arbiter folds. */
  static EventLog openAside(KafkaLogSettings settings, Duration patience) {
    return open(settings.withTopics(settings.topics().withPrefix("aside.")), patience);
  }
}
