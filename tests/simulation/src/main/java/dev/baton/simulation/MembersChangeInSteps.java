package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Definitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rule M, read from the bare facts: a definition is in force only after every member of the one
 * before, but at most one, said that it has read it, or an operator said that those who did not do
 * nothing; and then a wait of the longest lease was over. Until then nobody is assigned who is not
 * a member of every definition that was taken meanwhile.
 */
final class MembersChangeInSteps implements Invariant {
  private final World world;
  private final TreeMap<NodeId, Long> read = new TreeMap<>();
  private final List<ClusterDefinition> taken = new ArrayList<>();
  private Optional<ClusterDefinition> inForce = Optional.empty();
  private Epoch highest = Epoch.NONE;
  private boolean overridden;
  private long enoughAt = -1;

  MembersChangeInSteps(World world) {
    this.world = world;
  }

  @Override
  public void appended(FactRecord entry, Result derived) {
    if (entry.fact() instanceof Fact.Keepalive keepalive) {
      keepalive
          .introduction()
          .ifPresent(told -> read.merge(keepalive.node(), told.definitionVersion(), Math::max));
    }
    derived
        .next()
        .clusters()
        .get(World.CLUSTER)
        .ifPresent(state -> check(entry, state.definitions()));
    derived.orders().forEach(order -> check(entry, order.command()));
  }

  private void check(FactRecord entry, Definitions now) {
    long version = version(now.effective());
    long known = version(inForce);
    if (known > 0 && version > known) {
      requireSteps(entry, now.effective().orElseThrow());
    }
    if (version != known || now.pending().isEmpty()) {
      inForce = now.effective();
      taken.clear();
      enoughAt = -1;
    }
    now.pending()
        .ifPresent(
            pending -> {
              notePending(entry, pending);
              noteReaders(pending);
            });
  }

  private static long version(Optional<ClusterDefinition> definition) {
    return definition.map(ClusterDefinition::version).orElse(0L);
  }

  private void requireSteps(FactRecord entry, ClusterDefinition next) {
    // A wait is counted by the arbiter's clock, which may be fast.
    long least = longest(next).toNanos() * 98 / 100;
    boolean waited = enoughAt >= 0 && world.scheduler.now() - enoughAt >= least;
    if (!waited || !(entry.fact() instanceof Fact.Timer)) {
      throw new Violation(this, "definition " + next.version() + " is in force at " + entry);
    }
  }

  private Duration longest(ClusterDefinition next) {
    return Stream.concat(Stream.concat(inForce.stream(), taken.stream()), Stream.of(next))
        .map(definition -> definition.timings().granted())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private void notePending(FactRecord entry, ClusterDefinition pending) {
    if (taken.isEmpty() || taken.get(taken.size() - 1).version() < pending.version()) {
      taken.add(pending);
      overridden = entry.fact() instanceof Fact.Defined defined && defined.override();
      enoughAt = -1;
    }
  }

  private void noteReaders(ClusterDefinition pending) {
    long missing =
        inForce.map(ClusterDefinition::members).orElseThrow().stream()
            .map(Member::node)
            .filter(node -> read.getOrDefault(node, 0L) < pending.version())
            .count();
    if ((overridden || missing <= 1) && enoughAt < 0) {
      enoughAt = world.scheduler.now();
    }
  }

  /**
   * Where records were lost, or passed over in quarantine, whoever is found to hold goes on: then
   * membership comes second. So it does where a successor says that it has opened on the holder's
   * word (rule D): it holds already, and is told to let go.
   */
  private void check(FactRecord entry, Command command) {
    if (!(command instanceof Command.Assign assign) || !assign.epoch().isAfter(highest)) {
      return;
    }
    highest = assign.epoch();
    boolean member =
        Stream.concat(inForce.stream(), taken.stream())
            .allMatch(definition -> definition.member(assign.node()).isPresent());
    boolean found = entry.fact() instanceof Fact.Timer timer && timer.name().equals("gap");
    boolean opened = AssignsFollowEndings.opened(entry.fact()).equals(Optional.of(assign.epoch()));
    if (world.setup.profile().keepsLog() && !found && !opened && !member) {
      throw new Violation(
          this, assign.node() + " is assigned at " + entry + " and is no member of " + taken);
    }
  }
}
