package dev.baton.arbiter.server.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no single partition's fold can see, an arbiter's figures tell. */
class SharedVipsTest {
  private final InMemoryEventLog log = new InMemoryEventLog(3);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void areCountedAcrossPartitions() {
    List<ClusterId> apart = twoInDifferentPartitions();
    ArbiterSettings settings = ArbiterSettings.named(new ArbiterId("x"));
    try (InMemoryEventLog client = log.another();
        ArbiterService running = ArbiterService.start(settings, client)) {
      define(apart.get(0), 1, "10.20.0.10", "fd00:20::10");
      define(apart.get(1), 1, "10.20.0.11");
      await().atMost(Duration.ofMinutes(2)).until(running::isReady);
      assertThat(running.sharedVips()).isZero();

      define(apart.get(1), 2, "10.20.0.11", "fd00:20:0::10");

      await().atMost(Duration.ofMinutes(2)).until(() -> running.sharedVips() == 1);
    }
  }

  private List<ClusterId> twoInDifferentPartitions() {
    ClusterId first = new ClusterId("web");
    ClusterId second =
        IntStream.range(0, 100)
            .mapToObj(number -> new ClusterId("web" + number))
            .filter(other -> log.partitionOf(other) != log.partitionOf(first))
            .findFirst()
            .orElseThrow();
    return List.of(first, second);
  }

  private void define(ClusterId cluster, long version, String... vips) {
    ClusterDefinition definition =
        new ClusterDefinition(
            cluster,
            version,
            List.of(new Member(new NodeId("a"), 100)),
            List.of(vips).stream().map(Vip::new).toList(),
            List.of(new Binding("arp", new TreeMap<>())),
            Timings.DEFAULT,
            FailoverPolicy.DEFAULT,
            HookPlan.NONE);
    Position unused =
        log.append(cluster, new Fact.Defined(cluster + "-" + version, "test", definition))
            .toCompletableFuture()
            .orTimeout(2, TimeUnit.MINUTES)
            .join();
  }
}
