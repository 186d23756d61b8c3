package dev.baton.testkit.scene;

import dev.baton.testkit.StandIn.Platform;
import dev.baton.testkit.aws.AwsCloud;
import dev.baton.testkit.aws.AwsStandIn;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An Elastic IP, which is the cluster's only VIP. */
final class EipScene implements Scene {
  private static final String ELASTIC_IP = "eipalloc-01";

  private final Cast cast;
  private final AwsCloud cloud = new AwsCloud();
  private final Platform platform = new AwsStandIn(cloud);

  EipScene(Cast cast) {
    this.cast = cast;
    cast.nodes()
        .forEach(
            (node, address) ->
                cloud.put(
                    new AwsCloud.NetworkInterface(
                        RouteScene.eni(cast, node), "vpc-1", List.of(address), true, true)));
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
              settings.put("eni." + node, RouteScene.eni(cast, node));
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
    cloud.associate(ELASTIC_IP, RouteScene.eni(cast, node), cast.address(node));
  }
}
