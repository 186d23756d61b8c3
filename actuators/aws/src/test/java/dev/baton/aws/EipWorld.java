package dev.baton.aws;

import dev.baton.cloudstubs.Troubles;
import dev.baton.cloudstubs.aws.AwsCloud.NetworkInterface;
import dev.baton.spi.Actuator;
import dev.baton.spi.Assignment;
import dev.baton.testkit.ActuatorContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An Elastic IP that {@code a} has. */
record EipWorld(Account account) implements ActuatorContract.World {
  static final String ELASTIC_IP = "eipalloc-01";
  private static final String ADDRESS = "198.51.100.4";

  static EipWorld open() throws IOException {
    EipWorld world = new EipWorld(Account.open());
    world.account.cloud().put(networkInterface("a", true, "10.0.0.1", "10.0.0.10"));
    world.account.cloud().put(networkInterface("b", true, "10.0.1.1", "10.0.1.10"));
    world.account.cloud().addElasticIp(ELASTIC_IP, ADDRESS);
    world.meddle("a");
    return world;
  }

  static NetworkInterface networkInterface(String node, boolean attached, String... addresses) {
    return new NetworkInterface("eni-0" + node, "vpc-1", List.of(addresses), true, attached);
  }

  @Override
  public Actuator actuator() {
    return actuator(Map.of());
  }

  Actuator actuator(Map<String, String> more) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "allocation-id",
                ELASTIC_IP,
                "eni.a",
                "eni-0a",
                "private-address.a",
                "10.0.0.10",
                "eni.b",
                "eni-0b",
                "private-address.b",
                "10.0.1.10"));
    settings.putAll(more);
    return account.actuator("aws-eip", settings, List.of(ADDRESS));
  }

  @Override
  public Assignment to(String node, long epoch) {
    return Account.assignment(node, epoch, List.of(ADDRESS));
  }

  @Override
  public String truth() {
    return account
        .cloud()
        .association(ELASTIC_IP)
        .map(tie -> tie.networkInterface() + " " + tie.privateAddress())
        .map(
            tie ->
                switch (tie) {
                  case "eni-0a 10.0.0.10" -> "a";
                  case "eni-0b 10.0.1.10" -> "b";
                  default -> tie;
                })
        .orElse("nobody");
  }

  @Override
  public void meddle(String node) {
    String address = node.equals("a") ? "10.0.0.10" : "10.0.1.10";
    account.cloud().associate(ELASTIC_IP, "eni-0" + node, address);
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
