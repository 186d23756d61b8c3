package dev.baton.compose.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys of one component.
 *
 * @param component the verb that starts it, for example {@code arbiter} or {@code actuator arp}
 * @param keys its keys, in the order of the reference
 * @param defunct keys of earlier versions, each with what to write instead
 * @param sharesFiles whether its file may contain keys of other components, which are ignored
 */
public record ConfigSchema(
    String component,
    List<ConfigKey<?>> keys,
    SortedMap<String, String> defunct,
    boolean sharesFiles) {

  /** Freezes the collections. */
  public ConfigSchema {
    keys = List.copyOf(keys);
    defunct = Collections.unmodifiableSortedMap(new TreeMap<>(defunct));
  }

  /** Creates the schema of a component whose file has no other keys. */
  public ConfigSchema(
      String component, List<ConfigKey<?>> keys, SortedMap<String, String> defunct) {
    this(component, keys, defunct, false);
  }

  /** Creates the schema of a component without defunct keys, whose file has no other keys. */
  public ConfigSchema(String component, List<ConfigKey<?>> keys) {
    this(component, keys, new TreeMap<>());
  }

  /** Returns the same schema for a component that reads its keys from other components' files. */
  public ConfigSchema sharingFiles() {
    return new ConfigSchema(component, keys, defunct, true);
  }

  /**
   * Returns the key of a written path. A key without an open part has priority over one with it.
   */
  public Optional<ConfigKey<?>> find(String path) {
    return keys.stream()
        .filter(key -> !key.open() && key.name().equals(path))
        .findFirst()
        .or(() -> keys.stream().filter(key -> key.open() && key.matches(path)).findFirst());
  }

  /** Returns the path that an environment variable sets. */
  public Optional<String> fromVariable(String variable) {
    return keys.stream()
        .filter(key -> !key.open())
        .flatMap(key -> key.fromVariable(variable).stream())
        .findFirst()
        .or(
            () ->
                keys.stream()
                    .filter(ConfigKey::open)
                    .flatMap(key -> key.fromVariable(variable).stream())
                    .findFirst());
  }

  /** Returns the names of all keys, in order. */
  public List<String> names() {
    return keys.stream().map(ConfigKey::name).toList();
  }
}
