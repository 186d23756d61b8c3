package dev.baton.testkit.scene;

import dev.baton.testkit.StandIn.Platform;
import dev.baton.testkit.gcp.ComputeStandIn;
import dev.baton.testkit.gcp.LoadBalancer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An internal passthrough load balancer with an instance group for each node. */
final class GcpScene implements Scene {
  private static final String PROJECT = "acme";
  private static final String REGION = "europe-west3";
  private static final String NAME = "vip";

  private final Cast cast;
  private final List<String> nodes;
  private final ComputeStandIn cloud = new ComputeStandIn();
  private final LoadBalancer balancer = new LoadBalancer(cloud, PROJECT, REGION, NAME);

  GcpScene(Cast cast) {
    this.cast = cast;
    this.nodes = List.copyOf(cast.nodes().keySet());
    balancer.build(nodes, cast.vips());
    cloud.slow(0, cast.tempo().operation());
  }

  @Override
  public Platform platform() {
    return cloud;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("project", PROJECT);
    settings.put("region", REGION);
    settings.put("backend-service", NAME);
    settings.put("forwarding-rules", String.join(",", balancer.rules(cast.vips())));
    nodes.forEach(
        node ->
            settings.put(
                "group." + node, balancer.group(node).replaceFirst("^projects/[^/]+/", "")));
    return settings;
  }

  @Override
  public Optional<String> truth() {
    List<String> primaries = cloud.primariesNow(balancer.service());
    return nodes.stream()
        .filter(node -> primaries.equals(List.of(balancer.group(node))))
        .findFirst();
  }

  @Override
  public boolean hold(boolean pending) {
    cloud.hold(pending);
    return true;
  }

  @Override
  public void meddle(String node) {
    String unused = cast.address(node);
    balancer.primary(nodes, node);
  }
}
