package dev.baton.azure;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.BackendAddressPoolInner;
import com.azure.resourcemanager.network.fluent.models.LoadBalancerInner;
import com.azure.resourcemanager.network.models.LoadBalancerBackendAddress;
import com.azure.resourcemanager.network.models.LoadBalancerBackendAddressAdminState;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pool as it was read, together with its target.
 *
 * @param target what the pool should be
 * @param pool the pool; empty when the load balancer has no such pool
 */
record PoolSight(PoolTarget target, Optional<BackendAddressPoolInner> pool) {

  /** Finds a pool in a load balancer. */
  static PoolSight of(PoolTarget target, LoadBalancerInner balancer) {
    return new PoolSight(
        target,
        Lists.of(balancer.backendAddressPools()).stream()
            .filter(pool -> target.name().equalsIgnoreCase(pool.name()))
            .findFirst());
  }

  /** Returns why its members cannot be set; empty if they can. */
  Optional<String> unfit() {
    if (pool.isEmpty()) {
      return Optional.of("there is no pool " + target.name());
    }
    if (isMadeOfInterfaces()) {
      return Optional.of(
          "pool "
              + target.name()
              + " is made of network interfaces, not of addresses: create it again with addresses");
    }
    return Optional.empty();
  }

  /** Tells whether its only member is the node's address, and traffic is allowed to it. */
  boolean pointsTo(NodeId node) {
    List<LoadBalancerBackendAddress> members = members();
    return unfit().isEmpty()
        && members.size() == 1
        && isOf(members.get(0), node)
        && !isDown(members.get(0));
  }

  /** Returns members that are no node's addresses. */
  List<String> strangers() {
    return members().stream()
        .filter(member -> target.addresses().keySet().stream().noneMatch(it -> isOf(member, it)))
        .map(PoolSight::text)
        .toList();
  }

  /** Changes the pool that was read so that the node's address is its only member. */
  void point(NodeId node, Optional<String> network) {
    LoadBalancerBackendAddress member =
        members().stream()
            .filter(each -> isOf(each, node) && !isDown(each))
            .findFirst()
            .orElseGet(() -> newMember(node, network));
    pool.orElseThrow().withLoadBalancerBackendAddresses(List.of(member));
  }

  /** Returns the network for a new member, as far as the pool itself tells. */
  Optional<NetworkId> network() {
    Stream<SubResource> ofMembers =
        members().stream()
            .flatMap(
                member ->
                    Stream.of(
                        Optional.ofNullable(member.virtualNetwork()),
                        Optional.ofNullable(member.subnet())))
            .flatMap(Optional::stream);
    return Stream.concat(ofPool().stream(), ofMembers)
        .map(SubResource::id)
        .filter(Objects::nonNull)
        .map(NetworkId::of)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns the network of the pool as a whole. */
  Optional<SubResource> ofPool() {
    return pool.flatMap(it -> Optional.ofNullable(it.virtualNetwork()));
  }

  /** Returns the members in words. */
  String words() {
    return pool.map(it -> "pool %s: %s".formatted(target.name(), memberWords()))
        .orElse("no pool " + target.name());
  }

  private List<String> memberWords() {
    return members().stream()
        .map(member -> isDown(member) ? text(member) + " (Down)" : text(member))
        .toList();
  }

  private LoadBalancerBackendAddress newMember(NodeId node, Optional<String> network) {
    LoadBalancerBackendAddress member =
        new LoadBalancerBackendAddress()
            .withName(node.value())
            .withIpAddress(address(node).address());
    if (ofPool().isPresent()) {
      return member;
    }
    String id =
        network
            .or(() -> network().map(NetworkId::text))
            .orElseThrow(() -> new IllegalStateException("no network known for " + target.name()));
    return member.withVirtualNetwork(new SubResource().withId(id));
  }

  private Vip address(NodeId node) {
    return Optional.ofNullable(target.addresses().get(node)).orElseThrow();
  }

  private List<LoadBalancerBackendAddress> members() {
    return pool.map(it -> Lists.of(it.loadBalancerBackendAddresses())).orElse(List.of());
  }

  /**
   * A member with an address may also name an interface. A member that stands for an interface has
   * no address.
   */
  private boolean isMadeOfInterfaces() {
    List<LoadBalancerBackendAddress> members = members();
    boolean interfaces =
        !pool.map(it -> Lists.of(it.backendIpConfigurations())).orElse(List.of()).isEmpty();
    boolean addresses = members.stream().anyMatch(member -> member.ipAddress() != null);
    return members.stream().anyMatch(PoolSight::isInterface) || (interfaces && !addresses);
  }

  private static boolean isInterface(LoadBalancerBackendAddress member) {
    return member.ipAddress() == null && member.networkInterfaceIpConfiguration() != null;
  }

  private boolean isOf(LoadBalancerBackendAddress member, NodeId node) {
    Optional<Vip> address = Optional.ofNullable(target.addresses().get(node));
    return address.isPresent() && address.equals(address(member));
  }

  private static Optional<Vip> address(LoadBalancerBackendAddress member) {
    try {
      return Optional.ofNullable(member.ipAddress()).map(Vip::new);
    } catch (IllegalArgumentException e) {
      // Not the address of a node, because those are unicast addresses.
      return Optional.empty();
    }
  }

  /**
   * An administrative state of down: the probe does not count, and no new connection reaches the
   * member.
   */
  private static boolean isDown(LoadBalancerBackendAddress member) {
    return LoadBalancerBackendAddressAdminState.DOWN.equals(member.adminState());
  }

  private static String text(LoadBalancerBackendAddress member) {
    return Optional.ofNullable(member.ipAddress())
        .or(() -> Optional.ofNullable(member.name()))
        .orElse("unnamed");
  }
}
