package dev.baton.azure;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The settings of a binding of kind {@code azure-ilb}.
 *
 * @param subscription the subscription's id
 * @param group the load balancer's resource group
 * @param balancer its name
 * @param pools one or two backend pools, IPv4 first
 * @param network the resource id of the nodes' virtual network, if it is given
 * @param endpoint the address of Resource Manager; over plain http no credentials are sent
 * @param pace how operations are followed
 */
record IlbSettings(
    String subscription,
    String group,
    String balancer,
    List<PoolTarget> pools,
    Optional<String> network,
    URI endpoint,
    Pace pace) {
  static final String KIND = "azure-ilb";
  private static final URI PUBLIC_CLOUD = URI.create("https://management.azure.com");

  /**
   * How operations are followed.
   *
   * @param interval the time between two reads; Azure does not say when to read again
   * @param most how long at most; after that the operation is not followed any more and its outcome
   *     is unknown
   */
  record Pace(Duration interval, Duration most) {}

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when one is missing, unknown or wrong
   */
  static IlbSettings of(Binding binding) {
    SettingsReader reader = new SettingsReader(binding);
    requireApi(reader);
    IlbSettings settings =
        new IlbSettings(
            reader.name("subscription"),
            reader.name("resource-group"),
            reader.name("load-balancer"),
            pools(reader),
            network(reader),
            reader.http("endpoint").orElse(PUBLIC_CLOUD),
            new Pace(
                reader.duration("poll-interval", Duration.ofSeconds(1)),
                reader.duration("operation-timeout", Duration.ofSeconds(60))));
    reader.refuseOthers();
    return settings;
  }

  /** Returns the load balancer's resource id. */
  String id() {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Network/loadBalancers/%s"
        .formatted(subscription, group, balancer);
  }

  private static void requireApi(SettingsReader reader) {
    reader
        .text("mode")
        .filter(mode -> !mode.equals("api"))
        .ifPresent(
            mode -> {
              throw reader.wrong(
                  "mode", mode, "is not api: in mode probe the nodes answer, and nothing is moved");
            });
  }

  private static List<PoolTarget> pools(SettingsReader reader) {
    List<PoolTarget> pools = new ArrayList<>();
    pool(reader, "pool", "address.", false).ifPresent(pools::add);
    pool(reader, "pool-v6", "address-v6.", true).ifPresent(pools::add);
    if (pools.isEmpty()) {
      throw reader.wrong("pool", "", "is missing, and so is pool-v6: one of them is needed");
    }
    if (pools.size() == 2 && pools.get(0).name().equalsIgnoreCase(pools.get(1).name())) {
      throw reader.wrong("pool-v6", pools.get(1).name(), "must be another pool than pool");
    }
    if (pools.size() == 2
        && !pools.get(0).addresses().keySet().equals(pools.get(1).addresses().keySet())) {
      throw reader.wrong(
          "address-v6.<node>",
          pools.get(1).addresses().keySet().toString(),
          "must be given for the same nodes as address.<node>");
    }
    return List.copyOf(pools);
  }

  private static Optional<PoolTarget> pool(
      SettingsReader reader, String key, String prefix, boolean ipv6) {
    Optional<String> name = reader.optionalName(key);
    SortedMap<NodeId, Vip> addresses = reader.addresses(prefix, ipv6);
    if (name.isEmpty() && !addresses.isEmpty()) {
      throw reader.wrong(key, "", "is missing, though there are addresses for it");
    }
    if (name.isPresent() && addresses.isEmpty()) {
      throw reader.wrong(prefix + "<node>", "", "is missing: which address is each node's?");
    }
    return name.map(pool -> new PoolTarget(pool, addresses));
  }

  private static Optional<String> network(SettingsReader reader) {
    String key = "virtual-network";
    Optional<String> network = reader.text(key);
    network
        .filter(id -> NetworkId.of(id).isEmpty())
        .ifPresent(
            id -> {
              throw reader.wrong(key, id, "is no resource id of a virtual network");
            });
    return network;
  }
}
