package dev.baton.arbiter.view;

import dev.baton.arbiter.fold.Policy;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** How the clusters of a status fare as a whole, for who looks at the exit status alone. */
public enum Standing {
  /** Every cluster has a holder, every member could hold, and a leading arbiter is heard. */
  WELL,
  /** Every cluster has a holder, but something should be looked at. */
  DEGRADED,
  /** A cluster has no holder, or no cluster is defined. */
  NOT_HELD;

  /**
   * Returns the worst of the defined clusters.
   *
   * @param partitionOf where a cluster is decided
   */
  public static Standing of(Status status, ToIntFunction<ClusterId> partitionOf) {
    List<ClusterState> defined =
        status.clusters().stream()
            .filter(state -> state.definitions().latest().isPresent())
            .toList();
    return defined.stream()
        .map(
            state ->
                leads(status, partitionOf.applyAsInt(state.cluster()))
                    ? of(state, defined)
                    : worse(state, defined))
        .reduce((one, other) -> one.compareTo(other) > 0 ? one : other)
        .orElse(NOT_HELD);
  }

  private static boolean leads(Status status, int partition) {
    return status.arbiters().stream()
        .filter(arbiter -> arbiter.partition() == partition)
        .anyMatch(arbiter -> arbiter.role() == Status.Role.LEADER && !arbiter.quiet());
  }

  private static Standing worse(ClusterState state, List<ClusterState> all) {
    Standing standing = of(state, all);
    return standing == WELL ? DEGRADED : standing;
  }

  private static Standing of(ClusterState state, List<ClusterState> all) {
    ClusterView view = ClusterView.of(state, all);
    if (!isHeld(view)) {
      return NOT_HELD;
    }
    boolean whole =
        state.definitions().effective().map(ClusterDefinition::members).stream()
            .flatMap(List::stream)
            .allMatch(member -> Policy.isEligible(state, member.node()));
    return whole && view.warnings().isEmpty() && view.phase().equals("held") ? WELL : DEGRADED;
  }

  /** Its report may be on the way, or lost: its session says so too. */
  private static boolean isHeld(ClusterView view) {
    return switch (view.phase()) {
      case "held", "releasing" -> true;
      case "acquiring" -> saysSo(view.state());
      default -> false;
    };
  }

  private static boolean saysSo(ClusterState state) {
    Epoch epoch = state.epoch();
    Stream<SessionState> sessions = state.sessions().values().stream();
    return sessions.anyMatch(
        session ->
            Optional.of(session.node()).equals(state.assignment().assignee())
                && session.holding().equals(epoch));
  }
}
