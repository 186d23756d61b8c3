package dev.baton.arbiter.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The waits that run, on the arbiter's own monotonic clock. */
final class Waits {
  /** Before the first repetition; doubled for each further one. */
  private static final long REPEAT_NANOS = 1_000_000_000L;

  /** The longest pause between repetitions: 32 s. */
  private static final int MOST_DOUBLINGS = 5;

  private final TreeMap<ClusterId, Map<Fact, Running>> running = new TreeMap<>();

  /**
   * A wait under way.
   *
   * @param what what for
   * @param since from when
   * @param notBefore when its fact may be appended again; empty if it was not yet
   * @param appended how often it was
   */
  private record Running(Wait what, long since, Optional<Long> notBefore, int appended) {

    long dueAt(long stagger) {
      long over = since + what.duration().toNanos() + stagger;
      return Math.max(over, notBefore.orElse(over));
    }

    Running appendedAt(long now) {
      long pause = REPEAT_NANOS << Math.min(appended, MOST_DOUBLINGS);
      return new Running(what, since, Optional.of(now + pause), appended + 1);
    }
  }

  /** Lets run what a cluster's state asks for: what it asked for before goes on, the rest ends. */
  void ask(ClusterId cluster, List<Wait> asked, long now) {
    Map<Fact, Running> before = running.getOrDefault(cluster, new LinkedHashMap<>());
    Map<Fact, Running> after = new LinkedHashMap<>();
    for (Wait wait : asked) {
      Running known = before.get(wait.fact());
      after.put(
          wait.fact(),
          known == null
              ? new Running(wait, now, Optional.empty(), 0)
              : new Running(wait, known.since(), known.notBefore(), known.appended()));
    }
    running.put(cluster, after);
  }

  /** Begins every wait anew. */
  void restart(long now) {
    running
        .values()
        .forEach(
            waits ->
                waits.replaceAll(
                    (fact, of) -> new Running(of.what(), now, of.notBefore(), of.appended())));
  }

  /** Returns what is over, and takes it as appended. */
  List<Wait> takeDue(long now, long stagger) {
    List<Wait> due = new ArrayList<>();
    for (Map<Fact, Running> waits : running.values()) {
      for (Map.Entry<Fact, Running> of : waits.entrySet()) {
        if (of.getValue().dueAt(stagger) <= now) {
          due.add(of.getValue().what());
          of.setValue(of.getValue().appendedAt(now));
        }
      }
    }
    return due;
  }

  /** An append was given up: it may be tried again at once. */
  void failed(ClusterId cluster, Fact fact) {
    Map<Fact, Running> waits = running.getOrDefault(cluster, new LinkedHashMap<>());
    waits.computeIfPresent(
        fact, (same, of) -> new Running(of.what(), of.since(), Optional.empty(), of.appended()));
  }

  /** Returns when the next one is over. */
  Optional<Long> nextAt(long stagger) {
    return running.values().stream()
        .flatMap(waits -> waits.values().stream())
        .map(of -> of.dueAt(stagger))
        .min(Long::compare);
  }
}
