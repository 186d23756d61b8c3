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

/** Takes a binding's settings out one by one, and complains about what is wrong or left over. */
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

  /** Returns the one value, of those allowed, that is set; the first when none is. */
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

  /** Returns what each node is mapped to by keys of the form {@code <prefix>.<node>}. */
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

  /** To be called in the end: what nobody asked for is a mistake. */
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
