package dev.baton.agent.shell;

import dev.baton.model.fact.HookFinished;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an agent tells those who look on. */
final class CountingWatch implements AgentWatch {
  final List<Duration> acknowledged = new CopyOnWriteArrayList<>();
  final List<HookFinished> finished = new CopyOnWriteArrayList<>();
  private final SortedMap<String, Integer> counts =
      Collections.synchronizedSortedMap(new TreeMap<>());

  /** How often it was told this: {@code lost}, {@code p passed}, {@code TAKEN}. */
  int count(String what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public void sampled(String probe, boolean passed) {
    add(probe + (passed ? " passed" : " failed"));
  }

  @Override
  public void acknowledged(Duration took) {
    acknowledged.add(took);
  }

  @Override
  public void lost() {
    add("lost");
  }

  @Override
  public void received(Reception reception) {
    add(reception.name());
  }

  @Override
  public void finished(HookFinished hook) {
    finished.add(hook);
  }

  private void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }
}
