package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.aws.AwsCloud;
import dev.baton.cloudstubs.aws.AwsStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A VPC with two route tables, as one for each of two zones. */
final class RouteScenario implements StubScenario {
  private static final List<String> TABLES = List.of("rtb-0a", "rtb-0b");
  private static final String VPC = "vpc-1";

  private final StubNodes cast;
  private final AwsCloud cloud = new AwsCloud();
  private final Platform platform = new AwsStub(cloud);

  RouteScenario(StubNodes cast) {
    this.cast = cast;
    cast.nodes()
        .forEach(
            (node, address) ->
                cloud.put(
                    new AwsCloud.NetworkInterface(
                        eni(cast, node), VPC, List.of(address), false, true)));
    TABLES.forEach(table -> cloud.addTable(table, VPC, "10.20.0.0/16"));
    meddle(cast.first());
  }

  /** Names a node's network interface; ids are of letters and digits alone. */
  static String eni(StubNodes cast, String node) {
    return "eni-0" + List.copyOf(cast.nodes().keySet()).indexOf(node);
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("region", "eu-central-1");
    settings.put("route-tables", String.join(",", TABLES));
    cast.nodes().keySet().forEach(node -> settings.put("eni." + node, eni(cast, node)));
    return settings;
  }

  @Override
  public Optional<String> truth() {
    List<String> targets = new ArrayList<>();
    for (String table : TABLES) {
      for (String block : blocks()) {
        targets.add(cloud.routed(table, block).orElse("nobody"));
      }
    }
    return cast.nodes().keySet().stream()
        .filter(node -> targets.stream().allMatch(eni(cast, node)::equals))
        .findFirst();
  }

  @Override
  public void meddle(String node) {
    String unused = cast.address(node);
    TABLES.forEach(table -> blocks().forEach(block -> cloud.route(table, block, eni(cast, node))));
  }

  private List<String> blocks() {
    return cast.vips().stream().map(vip -> vip + (vip.contains(":") ? "/128" : "/32")).toList();
  }
}
