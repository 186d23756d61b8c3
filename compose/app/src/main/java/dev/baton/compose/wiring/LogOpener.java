package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.log.EventLog;
import java.time.Duration;

/** Opens the log that a configuration names. */
public interface LogOpener {

  /**
   * Opens the log for a component that needs existing topics, and waits for them.
   *
   * @param who the name in Kafka's client ids and metrics
   * @param patience how long to wait for the brokers and the topics
   * @throws dev.baton.log.LogUnavailableException when they did not come in time
   */
  EventLog open(Config config, String who, Duration patience);

  /**
   * Opens the log for an arbiter, and creates missing topics.
   *
   * @param who the name in Kafka's client ids and metrics
   * @param patience how long to wait for the brokers and the topics
   * @throws dev.baton.log.LogUnavailableException when they did not come in time
   * @throws dev.baton.compose.service.ServiceException when existing topics are not safe
   */
  EventLog create(Config config, String who, Duration patience);
}
