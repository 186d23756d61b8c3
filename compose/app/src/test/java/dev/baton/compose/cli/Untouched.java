package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.wiring.LogOpener;
import dev.baton.log.EventLog;
import java.time.Duration;

/** A log that nobody may open. */
final class Untouched implements LogOpener {
  @Override
  public EventLog open(Config config, String who, Duration patience) {
    throw new IllegalStateException("opened");
  }

  @Override
  public EventLog create(Config config, String who, Duration patience) {
    throw new IllegalStateException("made");
  }
}
