package dev.baton.integration;

import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.aws.AwsCloud;
import dev.baton.cloudstubs.aws.AwsStub;
import dev.baton.cloudstubs.azure.AzureNetwork;
import dev.baton.cloudstubs.azure.SampleBalancer;
import dev.baton.cloudstubs.azure.SampleBalancer.Side;
import dev.baton.cloudstubs.gcp.ComputeStub;
import dev.baton.cloudstubs.gcp.LoadBalancer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * One account with what many clusters of {@code a} and {@code b} bind to, all at {@code a}.
 *
 * @param kind of every binding
 * @param count how many clusters
 * @param platform its API
 * @param of the settings of each, but for {@code endpoint}
 */
record ManyBindings(
    String kind, int count, Platform platform, IntFunction<SortedMap<String, String>> of) {

  private static final SortedMap<String, String> NODES =
      new TreeMap<>(Map.of("a", "10.20.1.10", "b", "10.20.2.10"));

  /** Sets the account up. */
  static ManyBindings of(String kind, int count) {
    return switch (kind) {
      case "aws-route" -> routes(count);
      case "aws-eip" -> elasticIps(count);
      case "aws-route53" -> names(count);
      case "azure-ilb" -> balancers(count);
      case "gcp-ilb" -> backendServices(count);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  SortedMap<String, String> settings(int cluster) {
    return of.apply(cluster);
  }

  static String vip(int cluster) {
    return "10.30." + cluster / 250 + "." + (1 + cluster % 250);
  }

  /** One table for each cluster: EC2 changes 50 routes at once, and 5 a second after that. */
  private static ManyBindings routes(int count) {
    AwsCloud cloud = interfaces();
    for (int cluster = 0; cluster < count; cluster++) {
      String table = String.format("rtb-%05x", cluster);
      cloud.addTable(table, "vpc-1", "10.20.0.0/16");
      cloud.route(table, vip(cluster) + "/32", "eni-0a");
    }
    return new ManyBindings(
        "aws-route",
        count,
        new AwsStub(cloud),
        cluster -> ec2("route-tables", String.format("rtb-%05x", cluster)));
  }

  private static ManyBindings elasticIps(int count) {
    AwsCloud cloud = interfaces();
    for (int cluster = 0; cluster < count; cluster++) {
      String allocation = String.format("eipalloc-%05x", cluster);
      cloud.addElasticIp(allocation, "198.51.100." + cluster % 250);
      cloud.put(
          new AwsCloud.NetworkInterface(
              String.format("eni-0a%05x", cluster), "vpc-1", List.of(NODES.get("a")), true, true));
      cloud.put(
          new AwsCloud.NetworkInterface(
              String.format("eni-0b%05x", cluster), "vpc-1", List.of(NODES.get("b")), true, true));
      cloud.associate(allocation, String.format("eni-0a%05x", cluster), NODES.get("a"));
    }
    return new ManyBindings(
        "aws-eip",
        count,
        new AwsStub(cloud),
        cluster -> {
          SortedMap<String, String> settings =
              ec2("allocation-id", String.format("eipalloc-%05x", cluster));
          NODES.forEach(
              (node, address) -> {
                settings.put("eni." + node, String.format("eni-0%s%05x", node, cluster));
                settings.put("private-address." + node, address);
              });
          return settings;
        });
  }

  private static AwsCloud interfaces() {
    AwsCloud cloud = new AwsCloud();
    NODES.forEach(
        (node, address) ->
            cloud.put(
                new AwsCloud.NetworkInterface(
                    "eni-0" + node, "vpc-1", List.of(address), false, true)));
    return cloud;
  }

  private static SortedMap<String, String> ec2(String key, String value) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("region", "eu-central-1");
    settings.put(key, value);
    NODES.keySet().forEach(node -> settings.put("eni." + node, "eni-0" + node));
    return settings;
  }

  private static ManyBindings names(int count) {
    AwsCloud cloud = new AwsCloud();
    cloud.addZone("Z0123456789", "example.test.");
    for (int cluster = 0; cluster < count; cluster++) {
      cloud.put(
          "Z0123456789",
          new AwsCloud.RecordSet(
              "n" + cluster + ".example.test.", "A", 5, List.of(NODES.get("a"))));
    }
    return new ManyBindings(
        "aws-route53",
        count,
        new AwsStub(cloud),
        cluster -> {
          SortedMap<String, String> settings = new TreeMap<>();
          settings.put("hosted-zone-id", "Z0123456789");
          settings.put("record-name", "n" + cluster + ".example.test");
          settings.put("ttl", "5");
          NODES.forEach((node, address) -> settings.put("ipv4." + node, address));
          return settings;
        });
  }

  private static ManyBindings balancers(int count) {
    AzureNetwork network = new AzureNetwork();
    NODES.values().forEach(network::use);
    for (int cluster = 0; cluster < count; cluster++) {
      SampleBalancer sample = new SampleBalancer("sub-1", "group-1", "ilb-" + cluster);
      Side side = new Side("holder", vip(cluster), NODES.get("a"));
      network.add(sample.id(), sample.body(List.of(side)));
    }
    return new ManyBindings(
        "azure-ilb",
        count,
        network,
        cluster -> {
          SampleBalancer sample = new SampleBalancer("sub-1", "group-1", "ilb-" + cluster);
          SortedMap<String, String> settings = new TreeMap<>();
          settings.put("mode", "api");
          settings.put("subscription", "sub-1");
          settings.put("resource-group", "group-1");
          settings.put("load-balancer", "ilb-" + cluster);
          settings.put("pool", "holder");
          settings.put("virtual-network", sample.network());
          NODES.forEach((node, address) -> settings.put("address." + node, address));
          return settings;
        });
  }

  private static ManyBindings backendServices(int count) {
    ComputeStub cloud = new ComputeStub();
    List<String> nodes = List.copyOf(NODES.keySet());
    for (int cluster = 0; cluster < count; cluster++) {
      new LoadBalancer(cloud, "acme", "europe-west3", "vip-" + cluster)
          .build(nodes, List.of(vip(cluster)));
    }
    return new ManyBindings(
        "gcp-ilb",
        count,
        cloud,
        cluster -> {
          LoadBalancer balancer = new LoadBalancer(cloud, "acme", "europe-west3", "vip-" + cluster);
          SortedMap<String, String> settings = new TreeMap<>();
          settings.put("project", "acme");
          settings.put("region", "europe-west3");
          settings.put("backend-service", "vip-" + cluster);
          settings.put("forwarding-rules", String.join(",", balancer.rules(List.of(vip(cluster)))));
          nodes.forEach(
              node ->
                  settings.put(
                      "group." + node, balancer.group(node).replaceFirst("^projects/[^/]+/", "")));
          return settings;
        });
  }
}
