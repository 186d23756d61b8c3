package dev.baton.azure;

import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.Troubles;
import dev.baton.cloudstubs.azure.AzureNetwork;
import dev.baton.cloudstubs.azure.SampleBalancer;
import dev.baton.cloudstubs.azure.SampleBalancer.Side;
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

/** A load balancer in front of two nodes, IPv4 and IPv6, at first pointing to {@code a}. */
final class AzureWorld implements ActuatorContract.World {
  static final SampleBalancer SAMPLE = new SampleBalancer("sub-1", "group-1", "ilb");
  static final String ID = SAMPLE.id();
  private static final List<Vip> VIPS = List.of(new Vip("10.20.0.10"), new Vip("fd00:20::10"));

  final AzureNetwork network = new AzureNetwork();
  final Recorder recorder = new Recorder(network);
  private final Troubles troubles = new Troubles();
  private final StubServer standIn;

  AzureWorld() throws IOException {
    network.add(
        ID,
        SAMPLE.body(
            List.of(
                new Side("four", "10.20.0.10", "10.20.1.4"),
                new Side("six", "fd00:20::10", "fd00:20:1::4"))));
    List.of("10.20.1.4", "10.20.1.5", "fd00:20:1::4", "fd00:20:1::5").forEach(network::use);
    standIn = StubServer.start(recorder, troubles);
  }

  SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("mode", "api");
    settings.put("endpoint", standIn.uri().toString());
    settings.put("subscription", "sub-1");
    settings.put("resource-group", "group-1");
    settings.put("load-balancer", "ilb");
    settings.put("pool", "four");
    settings.put("pool-v6", "six");
    settings.put("address.a", "10.20.1.4");
    settings.put("address.b", "10.20.1.5");
    settings.put("address-v6.a", "fd00:20:1::4");
    settings.put("address-v6.b", "fd00:20:1::5");
    settings.put("virtual-network", SAMPLE.network());
    settings.put("poll-interval", "5ms");
    settings.put("operation-timeout", "5s");
    return settings;
  }

  Actuator actuator(SortedMap<String, String> settings) {
    return create(new Binding("azure-ilb", settings));
  }

  /** An actuator for a cluster of {@code a} and {@code b}. */
  static Actuator create(Binding binding) {
    List<String> vips = VIPS.stream().map(Vip::address).toList();
    return new AzureActuators().create(SampleCluster.of(List.of("a", "b"), vips, binding), binding);
  }

  @Override
  public Actuator actuator() {
    return actuator(settings());
  }

  @Override
  public Assignment to(String node, long epoch) {
    return new Assignment(new ClusterId("db"), new Epoch(epoch), new NodeId(node), VIPS);
  }

  @Override
  public String truth() {
    String members = network.members(ID, "four") + " " + network.members(ID, "six");
    return switch (members) {
      case "[10.20.1.4] [fd00:20:1::4]" -> "a";
      case "[10.20.1.5] [fd00:20:1::5]" -> "b";
      default -> members;
    };
  }

  @Override
  public void meddle(String node) {
    network.point(ID, "four", node.equals("a") ? "10.20.1.4" : "10.20.1.5");
    network.point(ID, "six", node.equals("a") ? "fd00:20:1::4" : "fd00:20:1::5");
  }

  @Override
  public Troubles troubles() {
    return troubles;
  }

  @Override
  public void changesStayPending() {
    network.operationsTake(Duration.ofDays(1));
  }

  @Override
  public void close() {
    standIn.close();
  }
}
