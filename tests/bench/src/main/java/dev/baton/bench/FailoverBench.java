package dev.baton.bench;

import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a client has no answer when a service dies, and when an operator switches over: by a
 * bare program that makes the same system calls, by Baton where the nodes hear each other, and by
 * Baton where they do not. All three take turns on one LAN, with real brokers, arbiters and nodes.
 */
final class FailoverBench {
  /** Services run for weeks; their warm-up is not what is measured. */
  private static final Duration RUN_IN = Duration.ofSeconds(25);

  private static final Duration CALM = Duration.ofMillis(700);

  /** The first moves of a process, which do not count. */
  private static final int REHEARSALS = 3;

  /** The kinds of moves. */
  private enum Kind {
    DEATH("service death"),
    SWITCHOVER("switchover");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final Map<String, FailoverStage> stages = new LinkedHashMap<>();
  private final Map<String, GapClient> clients = new LinkedHashMap<>();
  private final Map<Kind, Map<String, List<Duration>>> gaps = new EnumMap<>(Kind.class);

  private FailoverBench() {}

  /** Measures so many moves of each kind and way; nothing if not root. */
  static List<Result> measure(int moves) {
    return Stages.with(
        (cluster, directory) -> new FailoverBench().measure(cluster, directory, moves));
  }

  private List<Result> measure(TestCluster cluster, Path directory, int moves) {
    BareSite bare = new BareSite(cluster.lan(), cluster.client(), directory);
    stages.put("bare", bare);
    stages.put("channel", new BatonSite(cluster, true));
    stages.put("log", new BatonSite(cluster, false));
    try (GapClient ours = GapClient.start(cluster.client(), TestClusterSettings.VIP);
        GapClient theirs = GapClient.start(cluster.client(), BareSite.VIP)) {
      stages.keySet().forEach(way -> clients.put(way, way.equals("bare") ? theirs : ours));
      Stages.await("an answer of " + TestClusterSettings.VIP, () -> answers(ours));
      Stages.await("an answer of " + BareSite.VIP, () -> answers(theirs));
      Stages.pause(RUN_IN);
      for (int turn = -REHEARSALS; turn < moves; turn++) {
        System.err.printf("turn %d of %d%n", turn + 1, moves);
        for (Kind kind : Kind.values()) {
          for (String way : stages.keySet()) {
            move(kind, way, turn >= 0);
          }
        }
      }
    }
    return results();
  }

  private static boolean answers(GapClient client) {
    return client.answerer().isPresent();
  }

  private void move(Kind kind, String way, boolean counts) {
    FailoverStage stage = Objects.requireNonNull(stages.get(way));
    GapClient client = Objects.requireNonNull(clients.get(way));
    char from = client.answerer().orElseThrow();
    stage.makeReady(from);
    System.gc();
    client.watch(true);
    Stages.pause(CALM);
    long begin = System.nanoTime();
    Stages.pause(Duration.ofMillis(20));
    switch (kind) {
      case DEATH -> stage.killService(from);
      case SWITCHOVER -> stage.switchOver(from);
    }
    Optional<Character> to = Optional.of(stage.other(from));
    Stages.await("the VIP to move " + way, () -> client.answerer().equals(to));
    Stages.pause(CALM);
    Duration gap = client.gapSince(begin);
    client.watch(false);
    System.err.printf("  %s %s %.2f ms%n", kind.words, way, gap.toNanos() / 1e6);
    if (counts) {
      gaps.computeIfAbsent(kind, any -> new LinkedHashMap<>())
          .computeIfAbsent(way, any -> new ArrayList<>())
          .add(gap);
    }
  }

  private List<Result> results() {
    List<Result> results = new ArrayList<>();
    gaps.forEach(
        (kind, ways) -> ways.forEach((way, all) -> results.add(new Gaps(kind.words, way, all))));
    return results;
  }
}
