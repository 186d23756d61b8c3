package dev.baton.aws;

import dev.baton.cloudstubs.Troubles;
import dev.baton.cloudstubs.aws.AwsCloud.NetworkInterface;
import dev.baton.spi.Actuator;
import dev.baton.spi.Assignment;
import dev.baton.testkit.ActuatorContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables that all have routes to the VIPs, which point to {@code a}. */
record RouteWorld(Account account, int tables, List<String> vips)
    implements ActuatorContract.World {

  static RouteWorld of(int tables, List<String> vips) throws IOException {
    RouteWorld world = new RouteWorld(Account.open(), tables, vips);
    for (String node : List.of("a", "b")) {
      world.account.cloud().put(world.networkInterface(node, false, true));
    }
    world
        .tableIds()
        .forEach(table -> world.account.cloud().addTable(table, "vpc-1", "10.0.0.0/16"));
    world.meddle("a");
    return world;
  }

  NetworkInterface networkInterface(String node, boolean sourceDestCheck, boolean attached) {
    return new NetworkInterface(
        "eni-0" + node, "vpc-1", List.of("10.0.0.10"), sourceDestCheck, attached);
  }

  List<String> tableIds() {
    return IntStream.range(0, tables).mapToObj(i -> String.format("rtb-%03d", i)).toList();
  }

  Stream<String> blocks() {
    return vips.stream().map(vip -> vip + (vip.contains(":") ? "/128" : "/32"));
  }

  Map<String, String> settings() {
    return Map.of(
        "route-tables", String.join(",", tableIds()), "eni.a", "eni-0a", "eni.b", "eni-0b");
  }

  Actuator actuator(Map<String, String> more) {
    Map<String, String> all = new java.util.TreeMap<>(settings());
    all.putAll(more);
    return account.actuator("aws-route", all, vips);
  }

  @Override
  public Actuator actuator() {
    return actuator(Map.of());
  }

  @Override
  public Assignment to(String node, long epoch) {
    return Account.assignment(node, epoch, vips);
  }

  @Override
  public String truth() {
    NavigableSet<String> nodes = new TreeSet<>();
    tableIds()
        .forEach(
            table ->
                blocks()
                    .forEach(
                        block -> nodes.add(account.cloud().routed(table, block).orElse("none"))));
    return Optional.of(nodes)
        .filter(found -> found.size() == 1)
        .map(found -> found.first().substring("eni-0".length()))
        .orElse("a mixture: " + nodes);
  }

  @Override
  public void meddle(String node) {
    tableIds()
        .forEach(
            table ->
                blocks().forEach(block -> account.cloud().route(table, block, "eni-0" + node)));
  }

  @Override
  public Troubles troubles() {
    return account.troubles();
  }

  @Override
  public void close() {
    account.close();
  }
}
