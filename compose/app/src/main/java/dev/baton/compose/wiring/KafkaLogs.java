package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Opens the log on Kafka. */
public final class KafkaLogs implements LogOpener {

  /** For {@code main}. */
  public KafkaLogs() {}

  @Override
  public EventLog open(Config config, String who, Duration patience) {
    throw new LogUnavailableException("not here yet", new TimeoutException());
  }
}
