package dev.baton.compose.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.event.KeyValuePair;

/**
 * Passes messages on, but only a few of a warning or an error that is repeated. A failure that is
 * reported ten times a second must not hide the other messages. Two messages are of one kind if
 * logger, level and message text are equal, before arguments are inserted. The first ten of a kind
 * are passed on, then one every 30 s with the key {@code leftOut}, the number of those that were
 * dropped.
 */
final class SparingAppender extends AppenderBase<ILoggingEvent> {
  static final int AT_ONCE = 10;
  static final Duration THEN_EVERY = Duration.ofSeconds(30);

  /**
   * How many kinds are remembered. When there are more, the one that was used longest ago is
   * forgotten.
   */
  private static final int MOST_KINDS = 1_000;

  private final Appender<ILoggingEvent> next;
  private final LongSupplier nanos;
  private final Map<Kind, Allowance> kinds =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Allowance> eldest) {
          return size() > MOST_KINDS;
        }
      };

  /**
   * Creates the appender.
   *
   * @param next where messages are passed on
   * @param nanos a monotonic clock in nanoseconds
   */
  SparingAppender(Appender<ILoggingEvent> next, LongSupplier nanos) {
    this.next = next;
    this.nanos = nanos;
  }

  /** The kind of a message. */
  private record Kind(String logger, Level level, String message) {}

  /** How many messages of a kind may still be passed on, and how many were dropped. */
  private static final class Allowance {
    private int left = AT_ONCE;
    private long since;
    private long leftOut;

    Allowance(long now) {
      since = now;
    }

    boolean takes(long now) {
      long earned = (now - since) / THEN_EVERY.toNanos();
      if (earned > 0) {
        since += earned * THEN_EVERY.toNanos();
        left = (int) Math.min(AT_ONCE, left + earned);
      }
      boolean taken = left > 0;
      left -= taken ? 1 : 0;
      leftOut += taken ? 0 : 1;
      return taken;
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      next.doAppend(event);
      return;
    }
    long now = nanos.getAsLong();
    Allowance allowance =
        kinds.computeIfAbsent(
            new Kind(event.getLoggerName(), event.getLevel(), String.valueOf(event.getMessage())),
            kind -> new Allowance(now));
    if (allowance.takes(now)) {
      if (allowance.leftOut > 0 && event instanceof LoggingEvent line) {
        line.addKeyValuePair(new KeyValuePair("leftOut", allowance.leftOut));
        allowance.leftOut = 0;
      }
      next.doAppend(event);
    }
  }

  @Override
  public void stop() {
    super.stop();
    next.stop();
  }
}
