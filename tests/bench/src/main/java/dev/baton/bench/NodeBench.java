package dev.baton.bench;

import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestNode;
import dev.baton.compose.netlab.Host;
import dev.baton.log.EventLog;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the node of one cluster costs its host while the other clusters of its partition are busy:
 * processor time of {@code baton node} on a standby, and bytes that its host receives.
 */
final class NodeBench {
  private static final Duration RUN_IN = Duration.ofSeconds(25);

  /** A pause of this process must end no session: nobody here would begin another. */
  private static final Timings PATIENT =
      new Timings(
          Duration.ofSeconds(10),
          Timings.DEFAULT.keepaliveInterval(),
          Duration.ofSeconds(30),
          Timings.DEFAULT.driftPpm(),
          Timings.DEFAULT.epsilon());

  private static final int TURNS = 10;
  private static final long TURN_NANOS = 100_000_000;

  private final TestCluster cluster;
  private final TestNode node;
  private final Duration time;

  private NodeBench(TestCluster cluster, Duration time) {
    this.cluster = cluster;
    this.node = cluster.node("b");
    this.time = time;
  }

  /** Measures so long beside none and beside so many; nothing if not root. */
  static List<Result> measure(int clusters, Duration time) {
    return Stages.with(
        (stage, directory) -> {
          NodeBench bench = new NodeBench(stage, time);
          Stages.pause(RUN_IN);
          List<Result> results = new ArrayList<>();
          results.add(bench.measure(0));
          results.add(bench.beside(clusters));
          return results;
        });
  }

  private Result beside(int clusters) {
    Site site = new Site(clusters, PATIENT);
    EventLog log = cluster.log();
    site.beginning().forEach(said -> log.append(said.cluster(), said.fact()));
    AtomicBoolean over = new AtomicBoolean();
    Thread talk = new Thread(() -> talk(site, log, over), "talk");
    talk.start();
    try {
      Stages.pause(RUN_IN);
      return measure(clusters);
    } finally {
      over.set(true);
    }
  }

  /** Says at the pace of the clock what clusters at rest say. */
  private static void talk(Site site, EventLog log, AtomicBoolean over) {
    List<Site.Said> second = site.second();
    long next = System.nanoTime();
    for (int turn = 0; !over.get(); turn = (turn + 1) % TURNS) {
      int from = second.size() * turn / TURNS;
      int to = second.size() * (turn + 1) / TURNS;
      second.subList(from, to).forEach(said -> log.append(said.cluster(), said.fact()));
      next += TURN_NANOS;
      Stages.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
    }
  }

  private Result measure(int clusters) {
    long processor = processorNanos();
    long bytes = receivedBytes();
    long began = System.nanoTime();
    Stages.pause(time);
    double seconds = (System.nanoTime() - began) / 1e9;
    return new NodeCost(
        clusters,
        (processorNanos() - processor) / 1e6 / seconds,
        (receivedBytes() - bytes) / seconds);
  }

  private long processorNanos() {
    ProcessHandle process = ProcessHandle.of(node.program("node").pid()).orElseThrow();
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }

  private long receivedBytes() {
    String shown =
        node.host().run("cat", "/sys/class/net/" + Host.INTERFACE + "/statistics/rx_bytes");
    return Long.parseLong(shown.strip());
  }
}
