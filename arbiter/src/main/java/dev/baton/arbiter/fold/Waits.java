package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The waits that run, on the arbiter's own monotonic clock. What a record costs here does not
 * depend on how many clusters there are.
 */
public final class Waits {
  private final Map<ClusterId, ClusterWaits> running = new LinkedHashMap<>();
  private final Alarms<ClusterWaits> expiries = new Alarms<>();
  private final Alarms<ClusterWaits> timers = new Alarms<>();
  private final Alarms<ClusterWaits> suspicions = new Alarms<>();
  private long stagger;

  /**
   * Lets run what a cluster's state asks for: what it asked for before goes on, the rest ends.
   *
   * @return the state that asked before; empty if none has
   */
  public Optional<ClusterState> ask(ClusterState state, long now) {
    ClusterWaits waits =
        running.computeIfAbsent(state.cluster(), cluster -> new ClusterWaits(cluster, stagger));
    Optional<ClusterState> before = waits.ask(state, now);
    update(waits);
    return before;
  }

  private void update(ClusterWaits waits) {
    expiries.update(waits.expiry());
    timers.update(waits.timer());
    suspicions.update(waits.suspicion());
  }

  /** Begins every wait anew. */
  public void restart(long now) {
    running.values().forEach(waits -> waits.restart(now)); // No time comes earlier by that.
  }

  /**
   * Returns when the first of the sessions that are waited for has been silent for so long that it
   * may be dead: longer than from one keepalive to the next, well before its time is over.
   */
  public Optional<Long> suspiciousAt() {
    return found(suspicions.next());
  }

  /**
   * Returns what is over, and takes it as appended.
   *
   * @param sure whether the silence of a session can only be its own, so that it may be expired
   */
  public List<Wait> takeDue(long now, long stagger, boolean sure) {
    staggerBy(stagger);
    if (timers.next() > now && !(sure && expiries.next() <= now)) {
      return List.of();
    }
    SortedSet<ClusterWaits> due = new TreeSet<>(timers.due(now));
    if (sure) {
      due.addAll(expiries.due(now));
    }
    List<Wait> taken = new ArrayList<>();
    for (ClusterWaits waits : due) {
      waits.takeDue(now, sure, taken);
      update(waits);
    }
    return taken;
  }

  /** An append was given up: it may be tried again at once. */
  public void failed(ClusterId cluster, Fact fact) {
    ClusterWaits waits = running.get(cluster);
    if (waits != null) {
      waits.failed(fact);
      update(waits);
    }
  }

  /** Returns when the next one is over of those that {@link #takeDue} would return. */
  public Optional<Long> nextAt(long stagger, boolean sure) {
    staggerBy(stagger);
    return found(Math.min(timers.next(), sure ? expiries.next() : Long.MAX_VALUE));
  }

  /** Who leads, and which standby comes first, changes seldom. */
  private void staggerBy(long nanos) {
    if (nanos != stagger) {
      stagger = nanos;
      for (ClusterWaits waits : running.values()) {
        waits.staggerBy(nanos);
        update(waits);
      }
    }
  }

  private static Optional<Long> found(long at) {
    return at == Long.MAX_VALUE ? Optional.empty() : Optional.of(at);
  }
}
