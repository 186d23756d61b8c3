package dev.baton.azure;

import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.List;
import java.util.Optional;

/**
 * Sets the address-based backend pools of an internal load balancer to the assignment's node. The
 * whole load balancer is written in one request, on the condition that its ETag is the one that was
 * read.
 *
 * <p>The condition is the fence: an actuator that has read before another one's write gets status
 * 412. Microsoft's description of the API does not mention it. It was seen in recorded traffic of
 * the real API, for a load balancer as a whole and not for its pools. For that reason the whole is
 * written.
 */
final class AzureIlb implements Actuator {
  private final ClusterDefinition definition;
  private final IlbSettings settings;
  private final Arm arm;
  private final Follower follower;

  AzureIlb(ClusterDefinition definition, IlbSettings settings, Arm arm) {
    this.definition = definition;
    this.settings = settings;
    this.arm = arm;
    this.follower = new Follower(arm, settings);
  }

  @Override
  public String kind() {
    return IlbSettings.KIND;
  }

  @Override
  public List<ApiCall> calls() {
    return Actions.of(settings);
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return new IlbPreflight(definition, settings, arm).look(attempt);
  }

  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    NodeId node = assignment.node();
    requireAddresses(node);
    BalancerSight sight = look(attempt);
    List<PoolSight> pools = sight.toPoint(node).stream().filter(this::hasNetwork).toList();
    Optional<OperationState> operation = Optional.empty();
    List<String> changes = List.of();
    if (!pools.isEmpty()) {
      changes = pools.stream().map(pool -> pool.words() + ", now " + node).toList();
      operation = write(sight, pools, node, attempt);
      sight = look(attempt);
    }
    BalancerSight settled = follower.settled(sight, attempt);
    requireInPlace(settled, node, operation);
    return new Receipt(changes, "");
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    try {
      return look(attempt).verify(assignment.node());
    } catch (ActuatorException refusal) {
      return new Verification(
          Where.UNKNOWN, List.of(settings.id() + " not read: " + refusal.getMessage()));
    }
  }

  private void requireAddresses(NodeId node) {
    for (PoolTarget pool : settings.pools()) {
      if (!pool.addresses().containsKey(node)) {
        throw permanent("the binding names no address of " + node + " for pool " + pool.name());
      }
    }
  }

  private BalancerSight look(Attempt attempt) {
    return BalancerSight.of(arm.balancer(attempt), settings.pools());
  }

  private Optional<OperationState> write(
      BalancerSight sight, List<PoolSight> pools, NodeId node, Attempt attempt) {
    for (PoolSight pool : pools) {
      pool.point(node, settings.network());
    }
    Optional<String> operation = arm.put(sight.fetched(), attempt);
    pools.forEach(pool -> attempt.did(pool.target().name(), "asked to point to " + node));
    return operation.map(url -> follower.followed(url, attempt));
  }

  private boolean hasNetwork(PoolSight pool) {
    return settings.network().isPresent() || pool.network().isPresent();
  }

  /** The state that is read back decides. The result of the operation only explains it. */
  private void requireInPlace(
      BalancerSight sight, NodeId node, Optional<OperationState> operation) {
    Optional<String> unfit = sight.unfit();
    if (unfit.isPresent()) {
      throw permanent(settings.id() + ": " + unfit.orElseThrow());
    }
    Optional<PoolSight> lost =
        sight.toPoint(node).stream().filter(pool -> !hasNetwork(pool)).findFirst();
    if (lost.isPresent()) {
      throw permanent(lost.orElseThrow().words() + ", and in no network: set virtual-network");
    }
    Verification seen = sight.verify(node);
    switch (seen.where()) {
      case HERE -> {}
      case UNKNOWN ->
          throw refusal(Kind.UNKNOWN_OUTCOME, operation, "still being carried out: " + seen);
      case ELSEWHERE -> throw elsewhere(sight, operation, seen);
    }
  }

  private ActuatorException elsewhere(
      BalancerSight sight, Optional<OperationState> operation, Verification seen) {
    if (operation.filter(OperationState::failed).isPresent()) {
      return Refusals.of(operation.orElseThrow());
    }
    return sight.spoilt()
        ? refusal(Kind.TRANSIENT, operation, "the write was not carried out: " + seen)
        : refusal(Kind.LOST_RACE, operation, "read back otherwise: " + seen);
  }

  private ActuatorException refusal(Kind kind, Optional<OperationState> operation, String what) {
    String code = operation.map(OperationState::code).orElse("");
    return new ActuatorException(kind, Actions.WRITE, code, settings.id() + " " + what);
  }

  private static ActuatorException permanent(String message) {
    return new ActuatorException(Kind.PERMANENT, Actions.WRITE, "", message);
  }

  @Override
  public void close() {
    // The clients belong to the factory.
  }
}
