package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.log.EventLog;
import java.time.Duration;

/** Where nothing is started, no log is opened. */
final class NoLog implements LogOpener {
  @Override
  public EventLog open(Config config, String who, Duration patience) {
    throw new IllegalStateException("opened by " + who);
  }

  @Override
  public EventLog create(Config config, String who, Duration patience) {
    throw new IllegalStateException("created by " + who);
  }
}
