package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

class SparingAppenderTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final AtomicLong now = new AtomicLong(-7);
  private final SparingAppender sparing = new SparingAppender(written, now::get);

  @BeforeEach
  void start() {
    written.start();
    sparing.start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WARN", "ERROR"})
  void writesAWarningThatIsRepeatedTenTimesASecondTwiceAMinute(String level) {
    for (int tenth = 0; tenth < 36_000; tenth++) {
      say("org.apache.kafka.clients.ClientUtils", level, "Couldn't resolve server {}", "b" + tenth);
      now.addAndGet(100_000_000);
    }

    assertThat(written.list).hasSizeBetween(120, 131);
    assertThat(written.list.get(11).getKeyValuePairs())
        .containsExactly(new KeyValuePair("leftOut", 299L));
  }

  @Test
  void handsOnWhatIsNotRepeated() {
    for (int number = 0; number < 3_000; number++) {
      say("dev.baton.A", "WARN", "message " + number, "");
    }

    assertThat(written.list).hasSize(3_000);
  }

  @Test
  void doesNotLetOneLoggerHideWhatAnotherSays() {
    for (int number = 0; number < 100; number++) {
      say("dev.baton.A", "WARN", "fails", "");
    }
    say("dev.baton.B", "WARN", "fails", "");
    say("dev.baton.A", "ERROR", "fails", "");

    assertThat(written.list).hasSize(12);
  }

  @Test
  void leavesOrdinaryLinesAlone() {
    for (int number = 0; number < 100; number++) {
      say("dev.baton.A", "INFO", "command sent", "");
    }

    assertThat(written.list).hasSize(100);
  }

  private void say(String logger, String level, String message, String argument) {
    sparing.doAppend(
        new LoggingEvent(
            "test",
            context.getLogger(logger),
            Level.toLevel(level),
            message,
            null,
            new Object[] {argument}));
  }
}
