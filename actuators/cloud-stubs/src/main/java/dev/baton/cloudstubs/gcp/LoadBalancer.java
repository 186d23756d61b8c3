package dev.baton.cloudstubs.gcp;

import java.util.List;
import java.util.Locale;

/**
 * A load balancer of two or more nodes in a stand-in, each in a zone and an instance group of its
 * own: the zones are {@code <region>-<node>}, groups {@code ig-<node>}, machines {@code vm-<node>}.
 */
public final class LoadBalancer {
  private final ComputeStub cloud;
  private final String project;
  private final String region;
  private final String name;

  /**
   * Names a load balancer.
   *
   * @param name the backend service's
   */
  public LoadBalancer(ComputeStub cloud, String project, String region, String name) {
    this.cloud = cloud;
    this.project = project;
    this.region = region;
    this.name = name;
  }

  /** Builds it, as active and standby: the first node's group is the only primary. */
  public void build(List<String> nodes, List<String> addresses) {
    for (String node : nodes) {
      cloud.put(group(node), "{\"kind\": \"compute#instanceGroup\"}");
      cloud.join(group(node), instance(node));
    }
    cloud.put(
        service(),
        """
        {"kind": "compute#backendService", "loadBalancingScheme": "INTERNAL", "protocol": "TCP",
         "healthChecks": ["%s"],
         "connectionDraining": {"drainingTimeoutSec": 0},
         "connectionTrackingPolicy": {"connectionPersistenceOnUnhealthyBackends": "NEVER_PERSIST"},
         "failoverPolicy": {"dropTrafficIfUnhealthy": true,
                            "disableConnectionDrainOnFailover": true, "failoverRatio": 0}}
        """
            .formatted(Resources.url(regional("healthChecks/" + name))));
    primary(nodes, nodes.get(0));
    for (int number = 0; number < addresses.size(); number++) {
      rule(rules(addresses).get(number), addresses.get(number));
    }
  }

  /** Makes a node's group the only primary, past the API. */
  public void primary(List<String> nodes, String holder) {
    List<String> backends =
        nodes.stream()
            .map(
                node ->
                    "{\"group\": \"%s\", \"balancingMode\": \"CONNECTION\", \"failover\": %s}"
                        .formatted(Resources.url(group(node)), !node.equals(holder)))
            .toList();
    cloud.patch(service(), "{\"backends\": [" + String.join(", ", backends) + "]}");
  }

  private void rule(String rule, String address) {
    boolean six = address.indexOf(':') >= 0;
    cloud.put(
        regional("forwardingRules/" + rule),
        """
        {"kind": "compute#forwardingRule", "loadBalancingScheme": "INTERNAL", "allPorts": true,
         "IPProtocol": "TCP", "IPAddress": "%s", "ipVersion": "%s", "backendService": "%s"}
        """
            .formatted(
                six ? address + "/96" : address, six ? "IPV6" : "IPV4", Resources.url(service())));
  }

  /** Returns the names of the forwarding rules, one for each address. */
  public List<String> rules(List<String> addresses) {
    return addresses.stream()
        .map(address -> name + "-" + (address.indexOf(':') >= 0 ? "v6" : "v4"))
        .toList();
  }

  /** Returns the backend service's path. */
  public String service() {
    return regional("backendServices/" + name);
  }

  /** Returns the path of a node's instance group. */
  public String group(String node) {
    return "projects/" + project + "/zones/" + zone(node) + "/instanceGroups/ig-" + node;
  }

  /** Returns the path of a node's machine. */
  public String instance(String node) {
    return "projects/" + project + "/zones/" + zone(node) + "/instances/vm-" + node;
  }

  private String zone(String node) {
    return region + "-" + node.toLowerCase(Locale.ROOT);
  }

  private String regional(String resource) {
    return "projects/" + project + "/regions/" + region + "/" + resource;
  }
}
