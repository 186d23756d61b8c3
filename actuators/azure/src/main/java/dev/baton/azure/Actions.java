package dev.baton.azure;

import dev.baton.spi.ApiCall;
import java.util.List;

/** The permissions that are needed to move a load balancer's pools. */
final class Actions {
  static final String READ = "Microsoft.Network/loadBalancers/read";
  static final String WRITE = "Microsoft.Network/loadBalancers/write";
  static final String FOLLOW = "Microsoft.Network/locations/operations/read";
  static final String CHECK_ADDRESS =
      "Microsoft.Network/virtualNetworks/checkIpAddressAvailability/read";
  static final String PERMISSIONS = "Microsoft.Authorization/permissions/read";

  /**
   * Azure checks these on the resources to which a written load balancer refers. They are not calls
   * of their own.
   */
  private static final String JOIN_POOL =
      "Microsoft.Network/loadBalancers/backendAddressPools/join/action";

  private static final String JOIN_SUBNET = "Microsoft.Network/virtualNetworks/subnets/join/action";
  private static final String JOIN_NETWORK =
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action";

  private Actions() {}

  static List<ApiCall> of(IlbSettings settings) {
    String balancer = settings.id();
    String network = settings.network().orElse("*");
    String subscription = "/subscriptions/" + settings.subscription();
    return List.of(
        new ApiCall(READ, balancer, false, "where the pools point, and the ETag of that"),
        new ApiCall(WRITE, balancer, true, "another member for the pools, if the ETag still holds"),
        new ApiCall(FOLLOW, subscription, false, "how the write's operation ends"),
        new ApiCall(JOIN_POOL, balancer, true, "checked with the write: rules refer to pools"),
        new ApiCall(JOIN_SUBNET, network, true, "checked with the write: the frontend's subnet"),
        new ApiCall(JOIN_NETWORK, network, true, "checked with the write: the members' network"),
        new ApiCall(CHECK_ADDRESS, network, false, "whether each node's address is in use"),
        new ApiCall(PERMISSIONS, balancer, false, "what the actuator may do, beforehand"));
  }
}
