package dev.baton.integration;

import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.view.LiveStatus;
import dev.baton.arbiter.view.Status;
import dev.baton.log.Topic;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TestBroker;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An arbiter that gets more than it can fold. With {@code -Dload.clusters=1000 -Dload.seconds=60}
 * the first test looks at more clusters for longer, and tells what the machine carried: the
 * keepers, the broker and the arbiter share it.
 */
class OverloadedArbiterTest {
  private static final int CLUSTERS = 50;
  private static final int LOAD = Integer.getInteger("load.clusters", CLUSTERS);
  private static final Duration LOOK = Duration.ofSeconds(Integer.getInteger("load.seconds", 5));
  private static final ClusterId ONE = new ClusterId("c0");
  private static final Duration LEASE = Duration.ofSeconds(5);

  private static final long EVENTS_A_SECOND = CLUSTERS * 2 * 10;

  /** What all keepers say in two leases: by its own clock, the arbiter misses every session. */
  private static final long FAR_BEHIND = 2 * LEASE.toSeconds() * EVENTS_A_SECOND;

  /** How often it runs for a moment before it goes on. */
  private static final int ROUNDS = 5;

  @TempDir Path directory;
  private KafkaEventLog log;
  private ArbiterProcess arbiter;

  @BeforeEach
  void begin() {
    KafkaLogSettings settings = TestBroker.newPartition();
    log = KafkaEventLog.open(settings, TestBroker.PATIENCE);
    arbiter = new ArbiterProcess("x1", settings, directory);
  }

  @AfterEach
  void end() {
    arbiter.close();
    log.close();
  }

  @Test
  void expiresNobodyWhoLives() {
    try (ManyKeepers keepers = new ManyKeepers(log, LOAD, LEASE)) {
      until(() -> keepers.held() == LOAD && leaderLag().isPresent());
      List<SessionId> sessions = keepers.sessions();
      long from = log.bounds(Topic.EVENTS, 0).end();
      long begin = System.nanoTime();

      long most = 0;
      while (System.nanoTime() - begin < LOOK.toNanos()) {
        most = Math.max(most, leaderLag().orElseThrow());
      }

      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "%d keepers: %.0f events a second, the arbiter %d behind at most, a pause of %d ms%n",
          2 * LOAD,
          (log.bounds(Topic.EVENTS, 0).end() - from) / seconds,
          most,
          keepers.longestPause().toMillis());
      assertThat(keepers.longestPause()).as("what the keepers themselves missed").isLessThan(LEASE);
      assertThat(keepers.sessions()).as("all go on").isEqualTo(sessions);
    }
  }

  /** It stands for ten seconds, and then again and again while it has not caught up. */
  @Test
  void expiresNobodyWhoLivesWhenItIsFarBehindAndSaysThatItIs() {
    try (ManyKeepers keepers = new ManyKeepers(log, CLUSTERS, LEASE)) {
      until(() -> keepers.held() == CLUSTERS && leaderLag().isPresent());
      List<SessionId> sessions = keepers.sessions();

      arbiter.freeze();
      awaitFurther(FAR_BEHIND + EVENTS_A_SECOND);
      assertThat(leaderLag().orElseThrow()).as("what status says").isGreaterThan(FAR_BEHIND);
      for (int round = 0; round < ROUNDS; round++) {
        arbiter.thaw(); // It runs while a process starts that freezes it again.
        arbiter.freeze();
        awaitFurther(2 * EVENTS_A_SECOND);
      }
      arbiter.thaw();

      until(arbiter::isReady);
      until(arbiter::isLeading);
      until(() -> leaderLag().orElseThrow() < FAR_BEHIND / 20);
      assertThat(keepers.longestPause()).as("what the keepers themselves missed").isLessThan(LEASE);
      assertThat(keepers.sessions()).as("all go on").isEqualTo(sessions);
      assertThat(keepers.held()).isEqualTo(CLUSTERS);

      Optional<NodeId> dead = keepers.holder(ONE);
      keepers.kill(ONE);
      until(() -> keepers.holder(ONE).isPresent());
      assertThat(keepers.holder(ONE)).isNotEqualTo(dead);
    }
  }

  private void awaitFurther(long events) {
    long end = log.bounds(Topic.EVENTS, 0).end() + events;
    until(() -> log.bounds(Topic.EVENTS, 0).end() >= end);
  }

  /**
   * What {@code baton status} says: how many events the leader has not folded. Empty before
   * somebody who leads has said so, which he does after the commands that were owed when he took
   * over.
   */
  private Optional<Long> leaderLag() {
    try (LiveStatus live = LiveStatus.open(log, Optional.empty(), TestBroker.PATIENCE)) {
      live.catchUp(TestBroker.PATIENCE);
      return live.status(Instant.now()).arbiters().stream()
          .filter(arbiter -> arbiter.role() == Status.Role.LEADER)
          .map(Status.Arbiter::lag)
          .findFirst();
    }
  }
}
