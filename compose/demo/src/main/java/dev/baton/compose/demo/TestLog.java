package dev.baton.compose.demo;

import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TopicSetup;
import java.time.Duration;
import java.util.List;

/** Opens the stage's log; to be called inside the client's namespace. */
final class TestLog {
  private TestLog() {}

  /**
   * Opens the log that the arbiters use; makes its topics if no arbiter was faster.
   *
   * @throws LogUnavailableException when it does not answer in time
   */
  static EventLog open(KafkaLogSettings settings, Duration patience) {
    List<String> unused = TopicSetup.ensure(settings, patience);
    return KafkaEventLog.open(settings, patience);
  }

  /** Opens a log beside it on the same broker, for measuring without being folded. */
  static EventLog openAside(KafkaLogSettings settings, Duration patience) {
    return open(settings.withTopics(settings.topics().withPrefix("aside.")), patience);
  }
}
