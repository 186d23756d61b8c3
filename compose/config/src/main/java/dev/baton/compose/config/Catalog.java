package dev.baton.compose.config;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The keys of all components. It finds the component of a key that is in the wrong file.
 *
 * @param schemas one for each component, each component once
 */
public record Catalog(List<ConfigSchema> schemas) {

  /** Freezes the list. */
  public Catalog {
    schemas = List.copyOf(schemas);
  }

  /**
   * Returns the component's keys.
   *
   * @throws IllegalArgumentException when there is no such component
   */
  public ConfigSchema component(String name) {
    return schemas.stream()
        .filter(schema -> schema.component().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("component: \"" + name + "\" is unknown"));
  }

  /** Returns the first component that has that key. */
  public Optional<String> ownerOf(String path) {
    return schemas.stream()
        .filter(schema -> schema.find(path).isPresent())
        .map(ConfigSchema::component)
        .findFirst();
  }

  /** Tells whether the environment variable sets a key of any component. */
  public boolean knowsVariable(String variable) {
    return schemas.stream().anyMatch(schema -> schema.fromVariable(variable).isPresent());
  }

  /**
   * Returns the environment variables of all components, with the user's parts in angle brackets.
   */
  public List<String> variables() {
    TreeSet<String> names = new TreeSet<>();
    schemas.forEach(schema -> schema.keys().forEach(key -> names.add(key.variable())));
    return List.copyOf(names);
  }
}
