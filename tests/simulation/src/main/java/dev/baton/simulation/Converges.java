package dev.baton.simulation;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.model.NodeId;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.NodeState.NodeHealth;
import java.util.List;
import java.util.Optional;

/**
 * After the faults stop, within a stated bound, exactly one healthy node holds, and goes on to. The
 * bound covers what may lie before it: sessions waited out, a definition on its way, a refused
 * session's longest pause, and the usual holdover where the definition was lost too.
 */
final class Converges implements Invariant {
  /** From the end of the faults. */
  static final long BOUND = 52_000_000_000L;

  /** As long as this one holder must have stayed. */
  static final long STEADY = 1_500_000_000L;

  private final World world;
  private final Reference reference;
  private Optional<Host> since = Optional.empty();
  private long sinceWhen;
  private long healedAt = -1;

  Converges(World world, Reference reference) {
    this.world = world;
    this.reference = reference;
  }

  @Override
  public void happened() {
    if (!world.healed()) {
      return;
    }
    long now = world.scheduler.now();
    healedAt = healedAt < 0 ? now : healedAt;
    Optional<Host> holder = rightful();
    if (!holder.equals(since)) {
      since = holder;
      sinceWhen = now;
    }
    if (now - healedAt > BOUND) {
      throw new Violation(
          this,
          "no steady holder; "
              + assignment()
              + ", open "
              + open().stream().map(host -> host.name).toList());
    }
  }

  /** Whether the run can end. */
  boolean reached() {
    return since.isPresent() && world.scheduler.now() - sinceWhen >= STEADY;
  }

  /** How long it took from the end of the faults, in nanoseconds. */
  long took() {
    return healedAt < 0 ? 0 : Math.max(0, sinceWhen - healedAt);
  }

  private List<Host> open() {
    return world.gateHosts().stream().filter(Host::answers).toList();
  }

  private Optional<Host> rightful() {
    List<Host> open = open();
    Optional<NodeId> node = assignment().flatMap(Converges::holder).filter(this::healthy);
    boolean right =
        open.size() == 1
            && world.keepers().stream()
                .filter(keeper -> keeper.isUp() && keeper.host == open.get(0))
                .anyMatch(keeper -> Optional.of(keeper.node()).equals(node));
    return right ? Optional.of(open.get(0)) : Optional.empty();
  }

  private Optional<ClusterState> state() {
    return model().map(PartitionModel::clusters).flatMap(clusters -> clusters.get(World.CLUSTER));
  }

  /** Where acknowledged records were lost, what the leader goes by: there is no other truth. */
  private Optional<PartitionModel> model() {
    return world.setup.profile().keepsLog()
        ? Optional.of(reference.model())
        : world.arbiters().stream()
            .filter(ArbiterProcess::leads)
            .findFirst()
            .map(ArbiterProcess::model);
  }

  private Optional<AssignmentState> assignment() {
    return state().map(ClusterState::assignment);
  }

  private static Optional<NodeId> holder(AssignmentState assignment) {
    return assignment instanceof AssignmentState.Held held
        ? Optional.of(held.node())
        : Optional.empty();
  }

  private boolean healthy(NodeId node) {
    return state()
        .map(ClusterState::nodes)
        .map(nodes -> nodes.get(node))
        .filter(known -> known.health() == NodeHealth.HEALTHY)
        .isPresent();
  }
}
