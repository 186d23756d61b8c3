package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.log.EventLog;

/** Opens the log that a configuration names. */
public interface LogOpener {

  /**
   * Opens the log for somebody who finds its topics there, or waits for them.
   *
   * @param who for Kafka's client ids and metrics
   * @throws dev.baton.log.LogUnavailableException when it does not answer in time
   */
  EventLog open(Config config, String who);
}
