package dev.baton.integration;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.keeper.ScriptedKeeper;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The keepers of many clusters of two nodes each, on one thread: every one says ten times a second
 * that it is alive, and obeys commands. Thread-safe.
 */
final class ManyKeepers implements AutoCloseable {
  private static final List<String> NODES = List.of("a", "b");
  private static final long KEEPALIVE_MS = 100;

  private final EventLog log;
  private final Map<ClusterId, List<ScriptedKeeper>> keepers = new TreeMap<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final EventLog.Reader reader;
  private Optional<Long> heardAt = Optional.empty();
  private long longestPause;

  /**
   * Defines the clusters, and begins.
   *
   * @param log of one partition; not closed with this
   */
  ManyKeepers(EventLog log, int clusters, Duration lease) {
    this.log = log;
    for (int index = 0; index < clusters; index++) {
      ClusterId cluster = new ClusterId("c" + index);
      log.append(cluster, new Fact.Defined("d1", "ann", definition(cluster, index, lease)));
      List<ScriptedKeeper> both = new ArrayList<>();
      for (String node : NODES) {
        NodeId id = new NodeId(node);
        log.append(cluster, new Health(id, 1, Verdict.HEALTHY, List.of(), true));
        both.add(
            new ScriptedKeeper(id, node + "-" + cluster, lease, fact -> log.append(cluster, fact)));
      }
      keepers.put(cluster, both);
    }
    reader = log.readCommands(0, EventLog.StartAt.BEGINNING, this::deliver);
    var unused = timer.scheduleAtFixedRate(this::round, 0, KEEPALIVE_MS, TimeUnit.MILLISECONDS);
  }

  private static ClusterDefinition definition(ClusterId cluster, int index, Duration lease) {
    return new ClusterDefinition(
        cluster,
        1,
        List.of(new Member(new NodeId("a"), 200), new Member(new NodeId("b"), 100)),
        List.of(new Vip("10.20.%d.%d".formatted(index / 250, 1 + index % 250))),
        List.of(new Binding("arp", new TreeMap<>())),
        new Timings(
            lease,
            Duration.ofMillis(KEEPALIVE_MS),
            Duration.ofHours(1),
            1000,
            Duration.ofMillis(15)),
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }

  private synchronized void deliver(Delivered<CommandRecord> delivered) {
    if (delivered instanceof Delivered.Decoded<CommandRecord> decoded) {
      decoded
          .value()
          .cluster()
          .map(keepers::get)
          .ifPresent(both -> both.forEach(keeper -> keeper.take(decoded.value())));
    }
  }

  private synchronized void round() {
    all().forEach(ScriptedKeeper::keepAlive);
    // The last of a round: the log keeps the order.
    ClusterId any = keepers.keySet().iterator().next();
    CompletionStage<Position> said =
        log.append(any, new Health(new NodeId("a"), 1, Verdict.HEALTHY, List.of(), false));
    var unused = said.thenAccept(position -> heard());
  }

  private synchronized void heard() {
    long now = System.nanoTime();
    heardAt.ifPresent(before -> longestPause = Math.max(longestPause, now - before));
    heardAt = Optional.of(now);
  }

  private Stream<ScriptedKeeper> all() {
    return keepers.values().stream().flatMap(List::stream);
  }

  /** Returns the longest time from one round that the log took to the next. */
  synchronized Duration longestPause() {
    return Duration.ofNanos(longestPause);
  }

  /** Returns how many clusters have a node that holds. */
  synchronized long held() {
    return keepers.values().stream()
        .filter(both -> both.stream().anyMatch(ManyKeepers::holds))
        .count();
  }

  /** Returns the sessions that live. */
  synchronized List<SessionId> sessions() {
    return all().map(ScriptedKeeper::session).toList();
  }

  /** Returns the node that holds a cluster. */
  synchronized Optional<NodeId> holder(ClusterId cluster) {
    return Optional.ofNullable(keepers.get(cluster)).stream()
        .flatMap(List::stream)
        .filter(ManyKeepers::holds)
        .map(ScriptedKeeper::node)
        .findFirst();
  }

  /** The keeper that holds a cluster says nothing more, and lets go. */
  synchronized void kill(ClusterId cluster) {
    List<ScriptedKeeper> both = keepers.getOrDefault(cluster, List.of());
    keepers.put(cluster, both.stream().filter(keeper -> !holds(keeper)).toList());
  }

  private static boolean holds(ScriptedKeeper keeper) {
    return !keeper.holding().equals(Epoch.NONE);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    Site.until(timer::isTerminated);
    reader.close();
  }
}
