package dev.baton.aws;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.model.RRType;

/**
 * The settings of an {@code aws-route53} binding.
 *
 * @param access the API; {@code region} only tells the partition, default {@code aws-global}
 * @param zone {@code hosted-zone-id}
 * @param name {@code record-name}, in lower case and with a final dot
 * @param ttl {@code ttl}, 0 to 86400 seconds; default 10
 * @param answers {@code ipv4.<node>} and {@code ipv6.<node>}: the name's addresses for each node,
 *     the same families for all
 * @param inSyncWait {@code insync-wait}, 0 to 300 seconds: how long to wait for the name servers;
 *     default 60
 * @param nameServers {@code name-servers}, host or host:port, separated by commas: asked in place
 *     of those of the zone
 * @param gatePorts {@code gate-ports}: TCP ports that the nodes' keepers guard
 */
record Route53Settings(
    Access access,
    String zone,
    String name,
    long ttl,
    SortedMap<NodeId, List<Answer>> answers,
    Duration inSyncWait,
    List<String> nameServers,
    SortedSet<Integer> gatePorts) {

  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";

  /** The answer for one record type. */
  record Answer(RRType type, String address) {}

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when one is missing, unknown or wrong
   */
  static Route53Settings of(Binding binding) {
    Settings settings = new Settings(binding);
    Route53Settings read =
        new Route53Settings(
            Access.from(settings, Optional.of(Region.AWS_GLOBAL)),
            settings.id("hosted-zone-id", ""),
            name(settings),
            settings.number("ttl", 10, 0, 86_400),
            answers(settings),
            Duration.ofSeconds(settings.number("insync-wait", 60, 0, 300)),
            nameServers(settings),
            settings.gatePorts());
    settings.refuseOthers();
    return read;
  }

  private static String name(Settings settings) {
    String text = settings.required("record-name");
    String name = text.toLowerCase(Locale.ROOT);
    String dotted = name.endsWith(".") ? name : name + ".";
    if (dotted.length() > 254 || !dotted.matches("(" + LABEL + "\\.)+")) {
      throw settings.wrong("record-name", text, "is not a host's name");
    }
    return dotted;
  }

  private static SortedMap<NodeId, List<Answer>> answers(Settings settings) {
    SortedMap<NodeId, String> ipv4 =
        settings.perNode("ipv4", text -> isVip(text, false), "an IPv4 address");
    SortedMap<NodeId, String> ipv6 =
        settings.perNode("ipv6", text -> isVip(text, true), "an IPv6 address");
    NavigableSet<NodeId> nodes = new TreeSet<>(ipv4.keySet());
    nodes.addAll(ipv6.keySet());
    if (nodes.isEmpty()) {
      throw settings.missing("ipv4.<node> or ipv6.<node>");
    }
    SortedMap<NodeId, List<Answer>> answers = new TreeMap<>();
    for (NodeId node : nodes) {
      List<Answer> both = new ArrayList<>();
      if (!ipv4.isEmpty()) {
        both.add(new Answer(RRType.A, address(settings, "ipv4." + node)));
      }
      if (!ipv6.isEmpty()) {
        both.add(new Answer(RRType.AAAA, address(settings, "ipv6." + node)));
      }
      answers.put(node, List.copyOf(both));
    }
    return answers;
  }

  private static String address(Settings settings, String key) {
    return new Vip(settings.required(key)).address();
  }

  private static List<String> nameServers(Settings settings) {
    Optional<String> value = settings.optional("name-servers");
    if (value.isEmpty()) {
      return List.of();
    }
    List<String> servers =
        Arrays.stream(value.orElseThrow().split(",", -1)).map(String::strip).toList();
    for (String server : servers) {
      if (!server.matches("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(:[0-9]{1,5})?")) {
        throw settings.wrong("name-servers", server, "is not host or host:port");
      }
    }
    return servers;
  }

  private static boolean isVip(String text, boolean ipv6) {
    try {
      return new Vip(text).isIpv6() == ipv6;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
