package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.aws.AwsCloud;
import dev.baton.cloudstubs.aws.AwsCloud.RecordSet;
import dev.baton.cloudstubs.aws.AwsStub;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A zone in which a name says a node's address. Name servers say what they said before for as long
 * as a change is pending; nobody keeps an answer any longer than that.
 */
final class Route53Scenario implements StubScenario {
  private static final String ZONE = "Z0123456789";
  private static final String NAME = "vip.example.test.";
  private static final int TTL = 5;

  private final StubNodes cast;
  private final AwsCloud cloud = new AwsCloud();
  private final Platform platform = new AwsStub(cloud);
  private Optional<String> said;

  Route53Scenario(StubNodes cast) {
    this.cast = cast;
    this.said = Optional.of(cast.first());
    cloud.changesTake(cast.latency().operation());
    cloud.addZone(ZONE, "example.test.");
    meddle(cast.first());
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("hosted-zone-id", ZONE);
    settings.put("record-name", NAME);
    settings.put("ttl", Integer.toString(TTL));
    cast.nodes().forEach((node, address) -> settings.put("ipv4." + node, address));
    return settings;
  }

  @Override
  public synchronized Optional<String> truth() {
    if (!cloud.anyPending()) {
      said = cloud.recordSet(ZONE, NAME, "A").flatMap(set -> cast.nodeAt(set.values().get(0)));
    }
    return said;
  }

  @Override
  public boolean hold(boolean pending) {
    cloud.hold(pending);
    return true;
  }

  @Override
  public synchronized void meddle(String node) {
    cloud.put(ZONE, new RecordSet(NAME, "A", TTL, List.of(cast.address(node))));
  }
}
