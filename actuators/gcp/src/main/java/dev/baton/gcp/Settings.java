package dev.baton.gcp;

import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a binding's settings one by one, and refuses wrong and unknown ones. */
final class Settings {
  private final String kind;
  private final SortedMap<String, String> left;

  Settings(Binding binding) {
    this.kind = binding.kind();
    this.left = new TreeMap<>(binding.settings());
  }

  String required(String key) {
    return optional(key)
        .orElseThrow(() -> new IllegalArgumentException(kind + ": " + key + " is missing"));
  }

  Optional<String> optional(String key) {
    Optional<String> value = Optional.ofNullable(left.remove(key));
    if (value.isPresent() && value.orElseThrow().isBlank()) {
      throw refuse(key, value.orElseThrow(), "is empty");
    }
    return value;
  }

  /**
   * Returns the value of the setting, which must be one of those allowed; the first one if it is
   * not set.
   */
  String oneOf(String key, List<String> allowed) {
    String value = optional(key).orElse(allowed.get(0));
    if (!allowed.contains(value)) {
      throw refuse(key, value, "is none of " + String.join(", ", allowed));
    }
    return value;
  }

  List<String> list(String key) {
    List<String> values = List.of(required(key).split(",", -1));
    for (String value : values) {
      if (value.isBlank() || !value.equals(value.strip())) {
        throw refuse(key, String.join(",", values), "is no comma-separated list without spaces");
      }
    }
    return values;
  }

  Optional<URI> uri(String key) {
    return optional(key).map(value -> uri(key, value));
  }

  private URI uri(String key, String value) {
    try {
      URI uri = new URI(value);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(kind + ": " + key + " \"" + value + "\" is no URI", e);
    }
    throw refuse(key, value, "is no http or https URI with a host");
  }

  /** Returns the resource of each node, from keys of the form {@code <prefix>.<node>}. */
  SortedMap<NodeId, ZonalRef> perNode(String prefix, List<ZonalRef.Collection> allowed) {
    SortedMap<NodeId, ZonalRef> found = new TreeMap<>();
    SortedSet<String> keys = new TreeSet<>(left.tailMap(prefix + ".").keySet());
    for (String key : keys) {
      if (key.startsWith(prefix + ".")) {
        found.put(node(key, prefix), zonal(key, required(key), allowed));
      }
    }
    return found;
  }

  private NodeId node(String key, String prefix) {
    try {
      return new NodeId(key.substring(prefix.length() + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(kind + ": " + key + ": " + e.getMessage(), e);
    }
  }

  private ZonalRef zonal(String key, String value, List<ZonalRef.Collection> allowed) {
    return ZonalRef.parse(value)
        .filter(ref -> allowed.contains(ref.collection()))
        .orElseThrow(() -> refuse(key, value, "does not name one as zones/<zone>/.../<name>"));
  }

  /** Refuses the settings that were not read; called last. */
  void requireNothingLeft() {
    left.forEach(
        (key, value) -> {
          throw refuse(key, value, "is not a setting of this kind");
        });
  }

  IllegalArgumentException refuse(String key, String value, String why) {
    return new IllegalArgumentException(kind + ": " + key + " \"" + value + "\" " + why);
  }
}
