package dev.baton.azure;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a binding's settings one by one, and refuses wrong and unknown ones. */
final class SettingsReader {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s)");

  /** One segment of a path, which is the form of names and ids of resources. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_.()-]+");

  private final Binding binding;
  private final Set<String> known = new HashSet<>();

  SettingsReader(Binding binding) {
    this.binding = binding;
  }

  Optional<String> text(String key) {
    known.add(key);
    return Optional.ofNullable(binding.settings().get(key));
  }

  /** Returns a name that may be used in a path. */
  String name(String key) {
    return optionalName(key)
        .orElseThrow(
            () -> new IllegalArgumentException("kind %s: %s is missing".formatted(kind(), key)));
  }

  Optional<String> optionalName(String key) {
    Optional<String> text = text(key);
    text.filter(value -> !SEGMENT.matcher(value).matches())
        .ifPresent(
            value -> {
              throw wrong(key, value, "is no name or id of Azure");
            });
    return text;
  }

  /** Returns a duration of at least 1 ms, written {@code 500ms} or {@code 2s}. */
  Duration duration(String key, Duration otherwise) {
    return text(key).map(value -> duration(key, value)).orElse(otherwise);
  }

  private Duration duration(String key, String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw wrong(key, value, "is no duration such as 500ms or 2s");
    }
    long number = Long.parseLong(matcher.group(1));
    if (number == 0) {
      throw wrong(key, value, "must be longer than nothing");
    }
    return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  Optional<URI> http(String key) {
    return text(key).map(value -> http(key, value));
  }

  private URI http(String key, String value) {
    URI uri;
    try {
      uri = URI.create(value);
    } catch (IllegalArgumentException e) {
      throw wrong(key, value, "is no URL");
    }
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw wrong(key, value, "is no http or https URL");
    }
    return uri;
  }

  /**
   * Returns the addresses of one family by node; the keys consist of the prefix and the node's
   * name.
   */
  SortedMap<NodeId, Vip> addresses(String prefix, boolean ipv6) {
    SortedMap<NodeId, Vip> addresses = new TreeMap<>();
    binding
        .settings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                known.add(key);
                addresses.put(node(key, prefix), address(key, value, ipv6));
              }
            });
    if (new HashSet<>(addresses.values()).size() < addresses.size()) {
      throw wrong(prefix + "<node>", addresses.values().toString(), "must differ between nodes");
    }
    return Collections.unmodifiableSortedMap(addresses);
  }

  private NodeId node(String key, String prefix) {
    try {
      return new NodeId(key.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      throw wrong(key, String.valueOf(binding.settings().get(key)), "names no node");
    }
  }

  private Vip address(String key, String value, boolean ipv6) {
    Vip address;
    try {
      address = new Vip(value);
    } catch (IllegalArgumentException e) {
      throw wrong(key, value, "is no unicast address");
    }
    if (address.isIpv6() != ipv6) {
      throw wrong(key, value, ipv6 ? "is no IPv6 address" : "is no IPv4 address");
    }
    return address;
  }

  /** Refuses the settings that were not read. */
  void refuseOthers() {
    binding.settings().keySet().stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw wrong(key, String.valueOf(binding.settings().get(key)), "is no setting of it");
            });
  }

  IllegalArgumentException wrong(String key, String value, String why) {
    return new IllegalArgumentException(
        "kind %s: %s: \"%s\" %s".formatted(kind(), key, value, why));
  }

  private String kind() {
    return binding.kind();
  }
}
