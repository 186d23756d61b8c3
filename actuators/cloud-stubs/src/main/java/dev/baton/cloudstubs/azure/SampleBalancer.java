package dev.baton.cloudstubs.azure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An internal load balancer as it is to be set up for a failover: one frontend, HA-ports rule with
 * floating IP, HTTP probe and address-based backend pool per address family.
 */
public final class SampleBalancer {
  private static final String GROUP = "/subscriptions/%s/resourceGroups/%s/providers/";

  private final String subscription;
  private final String group;
  private final String name;

  /**
   * One address family.
   *
   * @param pool the backend pool's name, from which the names of the others follow
   * @param frontend the address at which it listens: the VIP
   * @param member to whom the pool points
   */
  public record Side(String pool, String frontend, String member) {}

  /** Creates a sample of that name. */
  public SampleBalancer(String subscription, String group, String name) {
    this.subscription = subscription;
    this.group = group;
    this.name = name;
  }

  /** Returns its resource id. */
  public String id() {
    return GROUP.formatted(subscription, group) + "Microsoft.Network/loadBalancers/" + name;
  }

  /** Returns the resource id of the virtual network in which it stands. */
  public String network() {
    return GROUP.formatted(subscription, group) + "Microsoft.Network/virtualNetworks/net";
  }

  /** Returns its body. */
  public String body(List<Side> sides) {
    return """
    {"location": "westeurope",
     "sku": {"name": "Standard", "tier": "Regional"},
     "properties": {
       "frontendIPConfigurations": [%s],
       "backendAddressPools": [%s],
       "loadBalancingRules": [%s],
       "probes": [{"name": "lease", "properties": {
         "protocol": "Http", "port": 61000, "requestPath": "/", "intervalInSeconds": 5,
         "numberOfProbes": 1, "probeThreshold": 1,
         "noHealthyBackendsBehavior": "AllProbedDown"}}],
       "inboundNatRules": [], "outboundRules": [], "inboundNatPools": []}}\
    """
        .formatted(each(sides, this::frontend), each(sides, this::pool), each(sides, this::rule));
  }

  private static String each(List<Side> sides, java.util.function.Function<Side, String> text) {
    return sides.stream().map(text).collect(Collectors.joining(",\n"));
  }

  private String frontend(Side side) {
    return """
    {"name": "front-%s", "zones": ["1", "2", "3"], "properties": {
      "privateIPAddress": "%s", "privateIPAllocationMethod": "Static",
      "privateIPAddressVersion": "%s", "subnet": {"id": "%s/subnets/front"}}}\
    """
        .formatted(
            side.pool(),
            side.frontend(),
            side.frontend().contains(":") ? "IPv6" : "IPv4",
            network());
  }

  private String pool(Side side) {
    return """
    {"name": "%s", "properties": {
      "virtualNetwork": {"id": "%s"},
      "loadBalancerBackendAddresses": [
        {"name": "first", "properties": {"ipAddress": "%s"}}]}}\
    """
        .formatted(side.pool(), network(), side.member());
  }

  private String rule(Side side) {
    return """
    {"name": "all-%s", "properties": {
      "frontendIPConfiguration": {"id": "%s/frontendIPConfigurations/front-%s"},
      "backendAddressPool": {"id": "%s/backendAddressPools/%s"},
      "backendAddressPools": [{"id": "%s/backendAddressPools/%s"}],
      "probe": {"id": "%s/probes/lease"},
      "protocol": "All", "frontendPort": 0, "backendPort": 0,
      "enableFloatingIP": true, "enableTcpReset": true,
      "idleTimeoutInMinutes": 4, "loadDistribution": "Default"}}\
    """
        .formatted(side.pool(), id(), side.pool(), id(), side.pool(), id(), side.pool(), id());
  }
}
