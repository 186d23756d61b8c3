package dev.baton.arbiter.server.shell;

import static dev.baton.arbiter.server.shell.WebCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.arbiter.server.core.RunnerStatus;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arbiters of several partitions. */
class SharingTest {
  private static final int PARTITIONS = 6;
  private static final Duration LEASE = Duration.ofSeconds(3);

  private final InMemoryEventLog log = new InMemoryEventLog(PARTITIONS);
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  @AfterEach
  void stop() throws Exception {
    while (!running.isEmpty()) {
      running.pop().close();
    }
    log.close();
  }

  @Test
  void shareThePartitionsAndNothingMovesWhoeverComesAndGoes() {
    ArbiterService x = start("x");
    define();
    LogKeeper a = keeper("a");
    keeper("b");
    until(a::holds);
    until(() -> leads(x) == PARTITIONS);

    ArbiterService y = start("y");
    until(() -> leads(y) == 2 && leads(x) == 4); // One of the two has a cluster.
    ArbiterService z = start("z");
    until(() -> leads(z) == 2 && leads(x) + leads(y) == 4);
    assertThat(leads(x)).isBetween(2L, 3L);

    y.close();
    until(() -> leads(x) + leads(z) == PARTITIONS);
    assertThat(a.holds()).isTrue();
    assertThat(a.holding().value()).isEqualTo(1);
  }

  private ArbiterService start(String name) {
    ArbiterSettings settings =
        new ArbiterSettings(new ArbiterId(name), Duration.ofMillis(50), 4, Duration.ofSeconds(2));
    InMemoryEventLog client = log.another();
    ArbiterService service = ArbiterService.start(settings, client);
    running.push(client);
    running.push(service);
    return service;
  }

  private LogKeeper keeper(String node) {
    LogKeeper keeper = new LogKeeper(log, WEB, node, node, LEASE);
    running.push(keeper);
    return keeper;
  }

  private void define() {
    log.append(WEB, new Fact.Defined("d1", "ann", WebCluster.definition(LEASE)));
  }

  private static long leads(ArbiterService service) {
    return service.status().stream()
        .flatMap(partition -> partition.runner().stream())
        .filter(RunnerStatus::leading)
        .count();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10)).until(condition);
  }
}
