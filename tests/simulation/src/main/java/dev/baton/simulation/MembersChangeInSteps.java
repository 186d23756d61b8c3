package dev.baton.simulation;

import dev.baton.arbiter.core.Result;
import dev.baton.model.ClusterDefinition;
import dev.baton.model.Definitions;
import dev.baton.model.Entry;
import dev.baton.model.Fact;
import dev.baton.model.Member;
import dev.baton.model.NodeId;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rule M, read from the bare facts: a definition is in force only after every member of the one
 * before, but at most one, said that it has read it, and then a wait of a lease was over.
 */
final class MembersChangeInSteps implements Invariant {
  private final World world;
  private final TreeMap<NodeId, Long> read = new TreeMap<>();
  private Optional<ClusterDefinition> inForce = Optional.empty();
  private long enoughAt = -1;

  MembersChangeInSteps(World world) {
    this.world = world;
  }

  @Override
  public void appended(Entry entry, Result derived) {
    if (entry.fact() instanceof Fact.Keepalive keepalive) {
      keepalive
          .introduction()
          .ifPresent(told -> read.merge(keepalive.node(), told.definitionVersion(), Math::max));
    }
    Optional.ofNullable(derived.next().clusters().get(World.CLUSTER))
        .ifPresent(state -> check(entry, state.definitions()));
  }

  private void check(Entry entry, Definitions now) {
    long version = now.effective().map(ClusterDefinition::version).orElse(0L);
    long known = inForce.map(ClusterDefinition::version).orElse(0L);
    if (known > 0 && version > known) {
      requireSteps(entry, now.effective().orElseThrow());
    }
    if (version > known || now.pending().isEmpty()) {
      inForce = now.effective();
      enoughAt = -1;
    }
    now.pending().ifPresent(this::noteReaders);
  }

  private void requireSteps(Entry entry, ClusterDefinition next) {
    // A wait is counted by the arbiter's clock, which may be fast.
    long least = next.timings().granted().toNanos() * 98 / 100;
    boolean waited = enoughAt >= 0 && world.scheduler.now() - enoughAt >= least;
    if (!waited || !(entry.fact() instanceof Fact.Timer)) {
      throw new Violation(this, "definition " + next.version() + " is in force at " + entry);
    }
  }

  private void noteReaders(ClusterDefinition pending) {
    long missing =
        inForce.map(ClusterDefinition::members).orElseThrow().stream()
            .map(Member::node)
            .filter(node -> read.getOrDefault(node, 0L) < pending.version())
            .count();
    if (missing <= 1 && enoughAt < 0) {
      enoughAt = world.scheduler.now();
    }
  }
}
