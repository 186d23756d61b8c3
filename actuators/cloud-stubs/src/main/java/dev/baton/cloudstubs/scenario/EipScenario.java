package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.aws.AwsCloud;
import dev.baton.cloudstubs.aws.AwsStub;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An Elastic IP, which is the cluster's only VIP. */
final class EipScenario implements StubScenario {
  private static final String ELASTIC_IP = "eipalloc-01";

  private final StubNodes cast;
  private final AwsCloud cloud = new AwsCloud();
  private final Platform platform = new AwsStub(cloud);

  EipScenario(StubNodes cast) {
    this.cast = cast;
    cast.nodes()
        .forEach(
            (node, address) ->
                cloud.put(
                    new AwsCloud.NetworkInterface(
                        RouteScenario.eni(cast, node), "vpc-1", List.of(address), true, true)));
    cloud.addElasticIp(ELASTIC_IP, cast.vips().get(0));
    meddle(cast.first());
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("region", "eu-central-1");
    settings.put("allocation-id", ELASTIC_IP);
    cast.nodes()
        .forEach(
            (node, address) -> {
              settings.put("eni." + node, RouteScenario.eni(cast, node));
              settings.put("private-address." + node, address);
            });
    return settings;
  }

  @Override
  public Optional<String> truth() {
    return cloud
        .association(ELASTIC_IP)
        .map(AwsCloud.Association::privateAddress)
        .flatMap(cast::nodeAt);
  }

  @Override
  public void meddle(String node) {
    cloud.associate(ELASTIC_IP, RouteScenario.eni(cast, node), cast.address(node));
  }
}
