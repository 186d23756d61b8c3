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
 * @param fetched all of it, to be sent back whole
 * @param pools the pools that are to be moved
 */
record BalancerSight(Fetched fetched, List<PoolSight> pools) {

  static BalancerSight of(Fetched fetched, List<PoolTarget> targets) {
    return new BalancerSight(
        fetched, targets.stream().map(target -> PoolSight.of(target, fetched.body())).toList());
  }

  /** Tells whether every pool points to the node; not whether that is in effect yet. */
  boolean pointsTo(NodeId node) {
    return pools.stream().allMatch(pool -> pool.pointsTo(node));
  }

  /** Returns the pools that can be made to point to the node, and do not. */
  List<PoolSight> toPoint(NodeId node) {
    return pools.stream()
        .filter(pool -> pool.unfit().isEmpty())
        .filter(pool -> spoilt() || !pool.pointsTo(node))
        .toList();
  }

  /** Returns why some pool cannot be moved, if one cannot. */
  Optional<String> unfit() {
    return pools.stream().map(PoolSight::unfit).flatMap(Optional::stream).findFirst();
  }

  /** Tells whether a write is still being carried out. */
  boolean underWay() {
    return states().anyMatch(ProvisioningState.UPDATING::equals)
        || states().anyMatch(ProvisioningState.CREATING::equals);
  }

  /** Tells whether the latest write was not carried out: only another one mends that. */
  boolean spoilt() {
    return states().anyMatch(ProvisioningState.FAILED::equals)
        || states().anyMatch(ProvisioningState.CANCELED::equals);
  }

  /** Tells where it points. */
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

  /** Returns the state of provisioning, in words. */
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
