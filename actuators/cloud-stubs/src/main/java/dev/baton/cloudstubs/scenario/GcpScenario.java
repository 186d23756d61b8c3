package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.gcp.ComputeStub;
import dev.baton.cloudstubs.gcp.LoadBalancer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An internal passthrough load balancer with an instance group for each node. */
final class GcpScenario implements StubScenario {
  private static final String PROJECT = "acme";
  private static final String REGION = "europe-west3";
  private static final String NAME = "vip";

  private final StubNodes cast;
  private final List<String> nodes;
  private final ComputeStub cloud = new ComputeStub();
  private final LoadBalancer balancer = new LoadBalancer(cloud, PROJECT, REGION, NAME);

  GcpScenario(StubNodes cast) {
    this.cast = cast;
    this.nodes = List.copyOf(cast.nodes().keySet());
    balancer.build(nodes, cast.vips());
    cloud.slow(0, cast.latency().operation());
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
