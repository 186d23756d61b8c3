package dev.baton.aws;

import dev.baton.cloudstubs.Troubles;
import dev.baton.cloudstubs.aws.AwsCloud.RecordSet;
import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.Assignment;
import dev.baton.testkit.ActuatorContract;
import dev.baton.testkit.SampleCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A zone in which a name says the addresses of {@code a}, between two other names. */
record Route53World(Account account) implements ActuatorContract.World {
  static final String ZONE = "Z0123456789";
  static final String NAME = "db.example.test.";
  static final List<String> VIPS = List.of("10.20.0.10", "fd00:20::10");

  static Route53World open() throws IOException {
    Route53World world = new Route53World(Account.open());
    world.account.cloud().addZone(ZONE, "example.test.");
    world.put(new RecordSet("alpha.example.test.", "A", 300, List.of("192.0.2.1")));
    world.put(new RecordSet("web.example.test.", "A", 300, List.of("192.0.2.2")));
    world.meddle("a");
    return world;
  }

  void put(RecordSet set) {
    account.cloud().put(ZONE, set);
  }

  Actuator actuator(Map<String, String> more) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "hosted-zone-id",
                ZONE,
                "record-name",
                "DB.example.test",
                "ipv4.a",
                "10.0.0.10",
                "ipv6.a",
                "fd00:20::a",
                "ipv4.b",
                "10.0.1.10",
                "ipv6.b",
                "fd00:20::b"));
    settings.putAll(more);
    Binding binding = account.binding("aws-route53", settings);
    Route53Settings read = Route53Settings.of(binding);
    return new Route53Actuator(
        SampleCluster.of(List.of("a", "b"), VIPS, binding),
        read,
        new Shared<>(Route53Api::new).take(new Route53Api.Zone(read.access(), read.zone())),
        Duration.ofMillis(1));
  }

  @Override
  public Actuator actuator() {
    return actuator(Map.of());
  }

  @Override
  public Assignment to(String node, long epoch) {
    return Account.assignment(node, epoch, List.of());
  }

  @Override
  public String truth() {
    String both = value("A") + " " + value("AAAA");
    return switch (both) {
      case "[10.0.0.10] [fd00:20::a]" -> "a";
      case "[10.0.1.10] [fd00:20::b]" -> "b";
      default -> both;
    };
  }

  private String value(String type) {
    return account
        .cloud()
        .recordSet(ZONE, NAME, type)
        .map(set -> set.values().toString())
        .orElse("none");
  }

  @Override
  public void meddle(String node) {
    String ipv4 = node.equals("a") ? "10.0.0.10" : "10.0.1.10";
    put(new RecordSet(NAME, "A", 10, List.of(ipv4)));
    put(new RecordSet(NAME, "AAAA", 10, List.of("fd00:20::" + node)));
  }

  @Override
  public Troubles troubles() {
    return account.troubles();
  }

  @Override
  public void changesStayPending() {
    account.cloud().changesTake(Duration.ofDays(1));
  }

  @Override
  public void close() {
    account.close();
  }
}
