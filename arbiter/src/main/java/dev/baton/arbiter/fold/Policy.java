package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Preference.Wish;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Move;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which nodes can hold the VIPs, and which one should. Pure functions of a cluster's state. */
public final class Policy {

  private Policy() {}

  /** Returns whether a node can hold the VIPs, and otherwise the first of the reasons. */
  public static Eligibility eligibility(ClusterState state, NodeId node) {
    Eligibility ready = readiness(state, node);
    return ready == Eligibility.ELIGIBLE ? carrying(state, node) : ready;
  }

  private static Eligibility readiness(ClusterState state, NodeId node) {
    if (!state.definitions().isMemberOfAll(node)) {
      return Eligibility.NOT_MEMBER;
    }
    Optional<SessionState> session = state.currentSession(node);
    if (session.isEmpty()) {
      return Eligibility.NO_SESSION;
    }
    if (session.orElseThrow().leaving()) {
      return Eligibility.LEAVING;
    }
    return session.orElseThrow().unable().isPresent()
        ? Eligibility.UNABLE
        : fitness(Optional.ofNullable(state.nodes().get(node)));
  }

  /** Returns why a node that could hold cannot carry the VIPs (rule V). */
  private static Eligibility carrying(ClusterState state, NodeId node) {
    ClusterDefinition definition = state.definitions().effective().orElseThrow();
    int refused = Hosts.refused(state, node);
    if (refused == definition.vips().size()) {
      return Eligibility.VIP_REFUSED;
    }
    if (Hosts.owner(state, node).isPresent()) {
      return Eligibility.VIP_TAKEN;
    }
    return refused > 0 && anotherCarriesAll(state, definition, node)
        ? Eligibility.VIP_REFUSED
        : Eligibility.ELIGIBLE;
  }

  private static boolean anotherCarriesAll(
      ClusterState state, ClusterDefinition definition, NodeId node) {
    return definition.members().stream()
        .map(Member::node)
        .filter(other -> !other.equals(node))
        .filter(other -> readiness(state, other) == Eligibility.ELIGIBLE)
        .anyMatch(other -> Hosts.refused(state, other) == 0 && Hosts.owner(state, other).isEmpty());
  }

  private static Eligibility fitness(Optional<NodeState> known) {
    if (known.isEmpty()) {
      return Eligibility.HEALTH_UNKNOWN;
    }
    NodeState node = known.orElseThrow();
    if (node.standby()) {
      return Eligibility.STANDBY;
    }
    if (node.failedAt().isPresent()) {
      return Eligibility.FAILED;
    }
    return switch (node.health()) {
      case HEALTHY -> Eligibility.ELIGIBLE;
      case UNHEALTHY -> Eligibility.UNHEALTHY;
      case UNKNOWN -> Eligibility.HEALTH_UNKNOWN;
    };
  }

  /** Tells whether a node can hold the VIPs. */
  public static boolean isEligible(ClusterState state, NodeId node) {
    return eligibility(state, node) == Eligibility.ELIGIBLE;
  }

  /** Tells whether a node could not take the VIPs the last time, and is not forgiven. */
  static boolean hasFailedToTake(ClusterState state, NodeId node) {
    return Optional.ofNullable(state.nodes().get(node)).flatMap(NodeState::failedTake).isPresent();
  }

  /** Tells whether every member can hold the VIPs. */
  static boolean areAllEligible(ClusterState state) {
    return state.definitions().effective().stream()
        .flatMap(definition -> definition.members().stream())
        .allMatch(member -> isEligible(state, member.node()));
  }

  /**
   * The wish of a move: the requested target; the last holder if only its session ended, so that a
   * keeper that was restarted keeps the VIPs; any node but the last holder if the VIPs shall move
   * away.
   */
  static Wish wish(ClusterState state) {
    Optional<Move> move = state.move();
    if (move.isEmpty()) {
      return Wish.NONE;
    }
    Optional<NodeId> target = move.orElseThrow().target();
    return switch (move.orElseThrow().reason()) {
      case SESSION_CLOSED, SESSION_EXPIRED, GAP ->
          new Wish(target, state.lastHolder(), Optional.empty());
      case SWITCHOVER -> new Wish(target, Optional.empty(), move.orElseThrow().from());
      case FIRST_ASSIGNMENT,
          HOLDER_UNHEALTHY,
          HOLDER_UNABLE,
          STANDBY,
          FAILBACK,
          MEMBER_REMOVED,
          UNDEFINED,
          PROMOTION_FAILED,
          ACQUISITION_FAILED,
          RELEASED_BY_HOLDER ->
          new Wish(target, Optional.empty(), Optional.empty());
    };
  }

  /**
   * Chooses the most preferred eligible member. It chooses one that could not take the VIPs the
   * last time only if there is no other, or if an operator asked for it.
   *
   * @param allowed which nodes may be chosen, if they are eligible
   */
  static Choice choose(
      ClusterState state, Preference preference, Wish wish, Predicate<NodeId> allowed) {
    List<Member> members =
        state.definitions().effective().map(ClusterDefinition::members).orElse(List.of()).stream()
            .sorted(preference.order(wish))
            .toList();
    List<NodeId> able =
        members.stream()
            .map(Member::node)
            .filter(node -> isEligible(state, node))
            .filter(allowed)
            .toList();
    Optional<NodeId> chosen =
        able.stream()
            .filter(
                node -> !hasFailedToTake(state, node) || wish.target().equals(Optional.of(node)))
            .findFirst()
            .or(() -> able.stream().findFirst());
    List<Alternative> alternatives =
        members.stream()
            .map(
                member ->
                    new Alternative(
                        member.node(),
                        chosen.equals(Optional.of(member.node())),
                        eligibility(state, member.node()),
                        member.priority()))
            .toList();
    return new Choice(chosen, alternatives);
  }

  /**
   * The choice.
   *
   * @param chosen the node; empty if none can hold
   * @param alternatives all members in order of preference
   */
  record Choice(Optional<NodeId> chosen, List<Alternative> alternatives) {}
}
