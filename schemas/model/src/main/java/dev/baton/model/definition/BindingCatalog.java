package dev.baton.model.definition;

import dev.baton.model.Bounds;
import dev.baton.model.Spelling;
import dev.baton.model.definition.BindingSetting.Need;
import dev.baton.model.definition.BindingSetting.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All kinds of bindings with their settings. The verb {@code define} and the fold both check
 * definitions by this one list. The actuators' READMEs say what each setting means. What depends on
 * several settings or on the platform, the actuators check themselves.
 */
public final class BindingCatalog {
  private static final SortedMap<String, List<BindingSetting>> KINDS = kinds();

  private BindingCatalog() {}

  /**
   * Something that is wrong with a binding.
   *
   * @param field {@code kind}, or a setting's key
   * @param what why, with the value, and what to write instead where that is known
   */
  public record Complaint(String field, String what) {}

  /** Returns the kinds that there are, sorted. */
  public static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(KINDS.keySet()));
  }

  /**
   * Checks a kind.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static String requireKind(String kind) {
    if (!KINDS.containsKey(kind)) {
      throw new IllegalArgumentException("kind: " + unknown(kind));
    }
    return kind;
  }

  private static String unknown(String kind) {
    String hint = Spelling.hint(kind.toLowerCase(Locale.ROOT), KINDS.keySet());
    String all = String.join(", ", KINDS.keySet());
    return "\"" + Bounds.text(kind, 64) + "\" is none of " + all + hint;
  }

  /**
   * Returns what is wrong with a binding, in the order of its fields; empty if nothing is.
   *
   * @param nodes the members of its cluster
   */
  public static List<Complaint> complaints(Binding binding, SortedSet<String> nodes) {
    List<BindingSetting> known = KINDS.get(binding.kind());
    if (known == null) {
      return List.of(new Complaint("kind", unknown(binding.kind())));
    }
    List<Complaint> all = new ArrayList<>();
    binding
        .settings()
        .forEach((key, value) -> all.addAll(complaints(binding.kind(), key, value, nodes)));
    if (!binding.isKeptByTheNode()) {
      known.forEach(setting -> all.addAll(setting.missing(binding.settings(), nodes)));
    }
    return List.copyOf(all);
  }

  private static List<Complaint> complaints(
      String kind, String key, String value, SortedSet<String> nodes) {
    for (BindingSetting setting : KINDS.getOrDefault(kind, List.of())) {
      if (setting.matches(key)) {
        return setting.complaints(key, value, nodes);
      }
    }
    SortedSet<String> keys = new TreeSet<>();
    KINDS.getOrDefault(kind, List.of()).forEach(setting -> keys.addAll(setting.keys(nodes)));
    String hint = Spelling.hint(key, keys);
    String list = hint.isEmpty() ? "; it has " + String.join(", ", keys) : hint;
    return List.of(new Complaint(key, "is no setting of kind " + kind + list));
  }

  private static SortedMap<String, List<BindingSetting>> kinds() {
    SortedMap<String, List<BindingSetting>> kinds = new TreeMap<>();
    kinds.put("arp", List.of(of("interface", Need.OPTIONAL, Shape.INTERFACE)));
    kinds.put("aws-route", awsRoute());
    kinds.put("aws-eip", awsElasticIp());
    kinds.put("aws-route53", awsRoute53());
    kinds.put("azure-ilb", azureLoadBalancer());
    kinds.put("gcp-ilb", googleLoadBalancer());
    return Collections.unmodifiableSortedMap(kinds);
  }

  private static List<BindingSetting> awsRoute() {
    return List.of(
        of("region", Need.REQUIRED, Shape.REGION),
        of("endpoint", Need.OPTIONAL, Shape.URL),
        of("route-tables", Need.REQUIRED, Shape.ROUTE_TABLES),
        of("eni.", Need.EACH_NODE, Shape.NETWORK_INTERFACE),
        of("create-routes", Need.OPTIONAL, Shape.FLAG));
  }

  private static List<BindingSetting> awsElasticIp() {
    return List.of(
        of("region", Need.REQUIRED, Shape.REGION),
        of("endpoint", Need.OPTIONAL, Shape.URL),
        of("allocation-id", Need.REQUIRED, Shape.ALLOCATION),
        of("eni.", Need.EACH_NODE, Shape.NETWORK_INTERFACE),
        of("private-address.", Need.EACH_NODE, Shape.IPV4),
        of(GatePorts.KEY, Need.OPTIONAL, Shape.GATE_PORTS));
  }

  private static List<BindingSetting> awsRoute53() {
    return List.of(
        of("region", Need.OPTIONAL, Shape.REGION),
        of("endpoint", Need.OPTIONAL, Shape.URL),
        of("hosted-zone-id", Need.REQUIRED, Shape.WORD),
        of("record-name", Need.REQUIRED, Shape.HOST_NAME),
        of("ttl", Need.OPTIONAL, Shape.SECONDS_OF_A_DAY),
        of("insync-wait", Need.OPTIONAL, Shape.SECONDS_TO_300),
        of("name-servers", Need.OPTIONAL, Shape.SERVERS),
        of("ipv4.", Need.ALL_OR_NONE, Shape.IPV4),
        of("ipv6.", Need.ALL_OR_NONE, Shape.IPV6),
        of(GatePorts.KEY, Need.OPTIONAL, Shape.GATE_PORTS));
  }

  private static List<BindingSetting> azureLoadBalancer() {
    return List.of(
        of("mode", Need.OPTIONAL, Shape.MODE),
        of("subscription", Need.REQUIRED, Shape.SEGMENT),
        of("resource-group", Need.REQUIRED, Shape.SEGMENT),
        of("load-balancer", Need.REQUIRED, Shape.SEGMENT),
        of("pool", Need.OPTIONAL, Shape.SEGMENT),
        of("pool-v6", Need.OPTIONAL, Shape.SEGMENT),
        of("address.", Need.ALL_OR_NONE, Shape.IPV4),
        of("address-v6.", Need.ALL_OR_NONE, Shape.IPV6),
        of("virtual-network", Need.OPTIONAL, Shape.RESOURCE_ID),
        of("poll-interval", Need.OPTIONAL, Shape.DURATION),
        of("operation-timeout", Need.OPTIONAL, Shape.DURATION),
        of("endpoint", Need.OPTIONAL, Shape.URL));
  }

  private static List<BindingSetting> googleLoadBalancer() {
    return List.of(
        of("mode", Need.OPTIONAL, Shape.MODE),
        of("write", Need.OPTIONAL, Shape.WRITE),
        of("project", Need.REQUIRED, Shape.PROJECT),
        of("region", Need.REQUIRED, Shape.REGION),
        of("backend-service", Need.REQUIRED, Shape.SEGMENT),
        of("forwarding-rules", Need.REQUIRED, Shape.SEGMENTS),
        of("group.", Need.EACH_NODE, Shape.ZONAL),
        of("instance.", Need.ALL_OR_NONE, Shape.ZONAL),
        of("endpoint", Need.OPTIONAL, Shape.URL));
  }

  private static BindingSetting of(String key, Need need, Shape shape) {
    return new BindingSetting(key, need, shape);
  }
}
