package dev.baton.azure;

import com.azure.resourcemanager.network.models.ProvisioningState;
import dev.baton.model.NodeId;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A load balancer as it was read.
 *
 * @param fetched the whole load balancer, to be sent back
 * @param pools the pools that are moved
 */
record BalancerSight(Fetched fetched, List<PoolSight> pools) {

  static BalancerSight of(Fetched fetched, List<PoolTarget> targets) {
    return new BalancerSight(
        fetched, targets.stream().map(target -> PoolSight.of(target, fetched.body())).toList());
  }

  /** Tells whether every pool points to the node; the change may not be in effect yet. */
  boolean pointsTo(NodeId node) {
    return pools.stream().allMatch(pool -> pool.pointsTo(node));
  }

  /** Returns the pools that do not point to the node and can be changed. */
  List<PoolSight> toPoint(NodeId node) {
    return pools.stream()
        .filter(pool -> pool.unfit().isEmpty())
        .filter(pool -> spoilt() || !pool.pointsTo(node))
        .toList();
  }

  /** Returns why a pool cannot be moved; empty if all can. */
  Optional<String> unfit() {
    return pools.stream().map(PoolSight::unfit).flatMap(Optional::stream).findFirst();
  }

  /** Tells whether Azure is still carrying out a write. */
  boolean underWay() {
    return states().anyMatch(ProvisioningState.UPDATING::equals)
        || states().anyMatch(ProvisioningState.CREATING::equals);
  }

  /** Tells whether the last write has failed. Only another write repairs that. */
  boolean spoilt() {
    return states().anyMatch(ProvisioningState.FAILED::equals)
        || states().anyMatch(ProvisioningState.CANCELED::equals);
  }

  /** Judges whether the pools point to the node. */
  Verification verify(NodeId node) {
    List<String> evidence = new ArrayList<>(pools.stream().map(PoolSight::words).toList());
    evidence.add("state " + words());
    return new Verification(where(node), evidence);
  }

  private Where where(NodeId node) {
    if (!pointsTo(node) || spoilt()) {
      return Where.ELSEWHERE;
    }
    return underWay() ? Where.UNKNOWN : Where.HERE;
  }

  /** Returns the provisioning state, in words. */
  String words() {
    return String.join(", ", states().map(ProvisioningState::toString).distinct().toList());
  }

  private Stream<ProvisioningState> states() {
    Stream<Optional<ProvisioningState>> ofPools =
        pools.stream()
            .map(PoolSight::pool)
            .flatMap(Optional::stream)
            .map(pool -> Optional.ofNullable(pool.provisioningState()));
    return Stream.concat(
            Stream.of(Optional.ofNullable(fetched.body().provisioningState())), ofPools)
        .flatMap(Optional::stream);
  }
}
