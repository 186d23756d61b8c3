package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.fact.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The waits that run, on the arbiter's own monotonic clock. */
public final class Waits {
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

    boolean expires() {
      return what.fact() instanceof Fact.Expire;
    }

    Running appendedAt(long now) {
      long pause = REPEAT_NANOS << Math.min(appended, MOST_DOUBLINGS);
      return new Running(what, since, Optional.of(now + pause), appended + 1);
    }
  }

  /** Lets run what a cluster's state asks for: what it asked for before goes on, the rest ends. */
  public void ask(ClusterId cluster, List<Wait> asked, long now) {
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
  public void restart(long now) {
    running
        .values()
        .forEach(
            waits ->
                waits.replaceAll(
                    (fact, of) -> new Running(of.what(), now, of.notBefore(), of.appended())));
  }

  /**
   * Returns when the first of the sessions that are waited for has been silent for so long that it
   * may be dead: longer than from one keepalive to the next, well before its time is over.
   */
  public Optional<Long> suspiciousAt() {
    return running.values().stream()
        .flatMap(waits -> waits.values().stream())
        .filter(Running::expires)
        .map(of -> of.since() + of.what().duration().toNanos() / 5 * 2)
        .min(Long::compare);
  }

  /**
   * Returns what is over, and takes it as appended.
   *
   * @param sure whether the silence of a session can only be its own, so that it may be expired
   */
  public List<Wait> takeDue(long now, long stagger, boolean sure) {
    List<Wait> due = new ArrayList<>();
    for (Map<Fact, Running> waits : running.values()) {
      for (Map.Entry<Fact, Running> of : waits.entrySet()) {
        if (of.getValue().dueAt(stagger) <= now && (sure || !of.getValue().expires())) {
          due.add(of.getValue().what());
          of.setValue(of.getValue().appendedAt(now));
        }
      }
    }
    return due;
  }

  /** An append was given up: it may be tried again at once. */
  public void failed(ClusterId cluster, Fact fact) {
    Map<Fact, Running> waits = running.getOrDefault(cluster, new LinkedHashMap<>());
    waits.computeIfPresent(
        fact, (same, of) -> new Running(of.what(), of.since(), Optional.empty(), of.appended()));
  }

  /** Returns when the next one is over of those that {@link #takeDue} would return. */
  public Optional<Long> nextAt(long stagger, boolean sure) {
    return running.values().stream()
        .flatMap(waits -> waits.values().stream())
        .filter(of -> sure || !of.expires())
        .map(of -> of.dueAt(stagger))
        .min(Long::compare);
  }
}
