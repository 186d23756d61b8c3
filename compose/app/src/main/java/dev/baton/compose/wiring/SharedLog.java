package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One connection to the log for all services of a process: what they append at the same time goes
 * to a broker in one request. Opened for the first, closed by the last. Thread-safe.
 */
final class SharedLog implements LogOpener {
  private final LogOpener logs;
  private final String who;
  private Optional<EventLog> shared = Optional.empty();
  private int users;

  /**
   * Prepares to open a log.
   *
   * @param who the name in Kafka's client ids and metrics, whichever service opens it
   */
  SharedLog(LogOpener logs, String who) {
    this.logs = logs;
    this.who = who;
  }

  @Override
  public synchronized EventLog open(Config config, String ignored, Duration patience) {
    EventLog log = shared.orElseGet(() -> logs.open(config, who, patience));
    shared = Optional.of(log);
    users++;
    return new Handle(log);
  }

  @Override
  public EventLog create(Config config, String ignored, Duration patience) {
    throw new IllegalStateException("a node makes no topics");
  }

  /** Whoever leaves last closes the log. */
  private synchronized void leave(EventLog log) {
    users--;
    if (users == 0) {
      shared = Optional.empty();
      log.close();
    }
  }

  /** One user's. */
  private final class Handle extends ForwardingLog {
    private final EventLog log;
    private final AtomicBoolean left = new AtomicBoolean();

    Handle(EventLog log) {
      super(log);
      this.log = log;
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        leave(log);
      }
    }
  }
}
