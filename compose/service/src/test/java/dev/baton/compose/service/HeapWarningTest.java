package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HeapWarningTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Logger logger = (Logger) LoggerFactory.getLogger(HeapWarning.class);
  private final List<ILoggingEvent> said = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> noting =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          said.add(event);
        }
      };

  @BeforeEach
  void listen() {
    noting.start();
    logger.addAppender(noting);
  }

  @AfterEach
  void end() {
    logger.detachAppender(noting);
  }

  @Test
  void tellsWhatIsLeftAfterACollectionAndTheWayOut() {
    HeapWarning warning = HeapWarning.above(0.000_01);
    try {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                System.gc();
                return !said.isEmpty();
              });
    } finally {
      warning.close();
    }

    assertThat(said.get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(said.get(0).getFormattedMessage()).contains("nearly full", "BATON_JAVA_OPTS=-Xmx");
    assertThat(said.get(0).getKeyValuePairs().toString()).contains("usedMib", "mostMib");
  }

  /** With -Xmx256m, -Xmx64m and -Xmx1g the serial collector's JVM says such numbers. */
  @Test
  void advisesTwiceWhatTheProcessWasGiven() {
    assertThat(HeapWarning.twice(259_522_560)).isEqualTo(512);
    assertThat(HeapWarning.twice(64_880_640)).isEqualTo(128);
    assertThat(HeapWarning.twice(1_037_959_168)).isEqualTo(2048);
  }

  @Test
  void saysNothingWhileThereIsRoom() {
    HeapWarning warning = HeapWarning.above(0.99);
    System.gc();
    warning.close();

    assertThat(said).isEmpty();
  }
}
