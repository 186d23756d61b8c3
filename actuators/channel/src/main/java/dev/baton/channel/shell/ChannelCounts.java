package dev.baton.channel.shell;

import dev.baton.channel.core.Kind;
import dev.baton.channel.core.Refusal;
import dev.baton.model.ClusterId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a process sends, hears and refuses by its channel. Thread-safe. */
public final class ChannelCounts {
  private final Map<Flow, AtomicLong> sent = new ConcurrentHashMap<>();
  private final Map<Flow, AtomicLong> heard = new ConcurrentHashMap<>();
  private final Map<Refusal, AtomicLong> refused = new ConcurrentHashMap<>();
  private final AtomicLong unsent = new AtomicLong();

  /** What is counted apart. */
  private record Flow(ClusterId cluster, Kind kind) {}

  /** Returns how many datagrams were made to be sent, one for each address that they go to. */
  public long sent(ClusterId cluster, Kind kind) {
    return count(sent, new Flow(cluster, kind));
  }

  /** Returns how many were heard and believed. */
  public long heard(ClusterId cluster, Kind kind) {
    return count(heard, new Flow(cluster, kind));
  }

  /** Returns how many were refused for that reason. */
  public long refused(Refusal reason) {
    return count(refused, reason);
  }

  /** Returns how many the kernel did not take. */
  public long unsent() {
    return unsent.get();
  }

  void countSent(ClusterId cluster, Kind kind) {
    add(sent, new Flow(cluster, kind));
  }

  void countHeard(ClusterId cluster, Kind kind) {
    add(heard, new Flow(cluster, kind));
  }

  void countRefused(Refusal reason) {
    add(refused, reason);
  }

  void countUnsent() {
    unsent.incrementAndGet();
  }

  private static <K> void add(Map<K, AtomicLong> counts, K what) {
    counts.computeIfAbsent(what, key -> new AtomicLong()).incrementAndGet();
  }

  private static <K> long count(Map<K, AtomicLong> counts, K what) {
    return Optional.ofNullable(counts.get(what)).map(AtomicLong::get).orElse(0L);
  }
}
