package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.azure.AzureNetwork;
import dev.baton.cloudstubs.azure.SampleBalancer;
import dev.baton.cloudstubs.azure.SampleBalancer.Side;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An internal load balancer with one frontend and one pool. */
final class AzureScenario implements StubScenario {
  private static final String POOL = "holder";
  private static final SampleBalancer SAMPLE = new SampleBalancer("sub-1", "group-1", "ilb");

  private final StubNodes cast;
  private final AzureNetwork network = new AzureNetwork();

  AzureScenario(StubNodes cast) {
    this.cast = cast;
    Side side = new Side(POOL, cast.vips().get(0), cast.address(cast.first()));
    network.add(SAMPLE.id(), SAMPLE.body(List.of(side)));
    network.operationsTake(cast.latency().operation());
    cast.nodes().values().forEach(network::use);
  }

  @Override
  public Platform platform() {
    return network;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("mode", "api");
    settings.put("subscription", "sub-1");
    settings.put("resource-group", "group-1");
    settings.put("load-balancer", "ilb");
    settings.put("pool", POOL);
    settings.put("virtual-network", SAMPLE.network());
    cast.nodes().forEach((node, address) -> settings.put("address." + node, address));
    return settings;
  }

  @Override
  public Optional<String> truth() {
    network.letPass();
    List<String> members = network.members(SAMPLE.id(), POOL);
    return members.size() == 1 ? cast.nodeAt(members.get(0)) : Optional.empty();
  }

  @Override
  public boolean hold(boolean pending) {
    network.hold(pending);
    return true;
  }

  @Override
  public void meddle(String node) {
    network.point(SAMPLE.id(), POOL, cast.address(node));
  }
}
