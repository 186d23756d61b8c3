package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LoggingTest {

  @Test
  void aJsonLineHasTheEventsOwnKeysBesideTheUsual() {
    LoggingEvent event =
        new LoggingEvent(
            "test",
            new LoggerContext().getLogger("dev.baton.X"),
            Level.INFO,
            "Took over",
            null,
            null);
    event.setInstant(Instant.EPOCH);
    event.setThreadName("main");
    event.setKeyValuePairs(
        List.of(new KeyValuePair("cluster", "web"), new KeyValuePair("epoch", 7)));

    String line = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);

    assertThat(line)
        .isEqualTo(
            "{\"time\":\"1970-01-01T00:00:00Z\",\"level\":\"INFO\",\"logger\":\"dev.baton.X\","
                + "\"thread\":\"main\",\"message\":\"Took over\",\"cluster\":\"web\","
                + "\"epoch\":\"7\"}\n");
  }
}
