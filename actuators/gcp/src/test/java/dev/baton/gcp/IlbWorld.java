package dev.baton.gcp;

import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.Troubles;
import dev.baton.cloudstubs.gcp.ComputeStub;
import dev.baton.cloudstubs.gcp.LoadBalancer;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.Assignment;
import dev.baton.testkit.ActuatorContract;
import dev.baton.testkit.SampleCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A load balancer of two nodes in two zones, with an address of each version of IP. */
final class IlbWorld implements ActuatorContract.World {
  static final String SERVICE = "projects/acme/regions/europe-west3/backendServices/db";
  static final List<String> NODES = List.of("a", "b");
  private static final List<String> ADDRESSES = List.of("10.20.0.10", "fd20::10:0:0");

  final ComputeStub cloud = new ComputeStub();
  final LoadBalancer balancer = new LoadBalancer(cloud, "acme", "europe-west3", "db");
  private final boolean members;
  private final Troubles troubles = new Troubles();
  private final StubServer standIn;

  private IlbWorld(boolean members) throws IOException {
    this.members = members;
    balancer.build(NODES, ADDRESSES);
    if (members) {
      cloud.leave(balancer.group("b"), balancer.instance("b"));
      cloud.patch(
          SERVICE,
          """
          {"backends": [{"group": "https://www.googleapis.com/compute/v1/%s"},
                        {"group": "https://www.googleapis.com/compute/v1/%s"}]}
          """
              .formatted(balancer.group("a"), balancer.group("b")));
    }
    standIn = StubServer.start(cloud, troubles);
  }

  static IlbWorld ofBackends() throws IOException {
    return new IlbWorld(false);
  }

  static IlbWorld ofMembers() throws IOException {
    return new IlbWorld(true);
  }

  SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("mode", "api");
    settings.put("write", members ? "members" : "backends");
    settings.put("project", "acme");
    settings.put("region", "europe-west3");
    settings.put("backend-service", "db");
    settings.put("forwarding-rules", "db-v4,db-v6");
    for (String node : NODES) {
      settings.put("group." + node, "zones/europe-west3-" + node + "/instanceGroups/ig-" + node);
      if (members) {
        settings.put("instance." + node, "zones/europe-west3-" + node + "/instances/vm-" + node);
      }
    }
    settings.put("endpoint", standIn.uri().toString());
    return settings;
  }

  @Override
  public Actuator actuator() {
    return actuator(settings());
  }

  /** An actuator for a cluster of both nodes and an address under either rule. */
  static Actuator actuator(SortedMap<String, String> settings) {
    Binding binding = new Binding("gcp-ilb", settings);
    return new GcpActuatorFactory()
        .create(SampleCluster.of(NODES, List.of("10.20.0.10", "fd20::10:0:1"), binding), binding);
  }

  @Override
  public Assignment to(String node, long epoch) {
    return new Assignment(
        new ClusterId("db"),
        new Epoch(epoch),
        new NodeId(node),
        List.of(new Vip("10.20.0.10"), new Vip("fd20::10:0:1")));
  }

  @Override
  public String truth() {
    return members ? membersTruth() : primaryTruth();
  }

  private String primaryTruth() {
    List<String> primaries = cloud.primaries(SERVICE);
    return NODES.stream()
        .filter(node -> primaries.equals(List.of(balancer.group(node))))
        .findFirst()
        .orElseGet(primaries::toString);
  }

  private String membersTruth() {
    List<String> in =
        NODES.stream().flatMap(node -> cloud.members(balancer.group(node)).stream()).toList();
    return NODES.stream()
        .filter(node -> in.equals(List.of(balancer.instance(node))))
        .findFirst()
        .orElseGet(in::toString);
  }

  @Override
  public void meddle(String node) {
    if (!members) {
      balancer.primary(NODES, node);
      return;
    }
    for (String each : NODES) {
      if (each.equals(node)) {
        cloud.join(balancer.group(each), balancer.instance(each));
      } else {
        cloud.leave(balancer.group(each), balancer.instance(each));
      }
    }
  }

  @Override
  public Troubles troubles() {
    return troubles;
  }

  @Override
  public void changesStayPending() {
    cloud.slow(0, Duration.ofDays(1));
  }

  @Override
  public void close() {
    standIn.close();
  }
}
