package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.log.EventLog;
import java.time.Duration;

/** Opens the log that a configuration names. */
public interface LogOpener {

  /**
   * Opens the log for somebody who finds its topics there, or waits for them.
   *
   * @param who for Kafka's client ids and metrics
   * @param patience how long to wait for the brokers and the topics
   * @throws dev.baton.log.LogUnavailableException when that was not enough
   */
  EventLog open(Config config, String who, Duration patience);

  /**
   * Opens the log for an arbiter: makes its topics where they are missing.
   *
   * @param who for Kafka's client ids and metrics
   * @param patience how long to wait for the brokers and the topics
   * @throws dev.baton.log.LogUnavailableException when that was not enough
   * @throws dev.baton.compose.service.ServiceException when topics that are there are not safe
   */
  EventLog create(Config config, String who, Duration patience);
}
