package dev.baton.compose.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A component's configuration. Every value has been checked against its key. Immutable. */
public final class Config {

  private final ConfigSchema schema;
  private final Map<String, Written> written;
  private final List<Problem> remarks;

  /** Called by {@link ConfigLoader}, which has checked the values. */
  Config(ConfigSchema schema, Map<String, Written> written, List<Problem> remarks) {
    this.schema = schema;
    this.remarks = List.copyOf(remarks);
    this.written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
  }

  /**
   * Returns this configuration with values of another one of the same component, where this one has
   * none of its own.
   *
   * @param which the keys whose values are taken
   */
  public Config inheriting(Config other, Predicate<String> which) {
    Map<String, Written> both = new LinkedHashMap<>(written);
    other.written.forEach(
        (path, value) -> {
          if (which.test(path)) {
            both.putIfAbsent(path, value);
          }
        });
    return new Config(schema, both, remarks);
  }

  /** Returns what is odd but does not prevent the start. */
  public List<Problem> remarks() {
    return remarks;
  }

  /**
   * Returns the value of a key that is required or has a default.
   *
   * @throws IllegalArgumentException when the key has neither a value nor a default
   */
  public <T> T get(ConfigKey<T> key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException(key.name() + ": has no value"));
  }

  /** Returns the value of a key: the one that was written, or the default. */
  public <T> Optional<T> find(ConfigKey<T> key) {
    return find(key, "");
  }

  /**
   * Returns the value of an open key for the user's word: the one that was written, or the default.
   */
  public <T> Optional<T> find(ConfigKey<T> key, String word) {
    Written value = written.get(key.at(word));
    if (value != null) {
      return Optional.of(key.parse(value.items()));
    }
    Fallback fallback = key.fallback();
    return fallback.kind() == Fallback.Kind.VALUE
        ? Optional.of(key.parse(List.of(fallback.text())))
        : Optional.empty();
  }

  /** Returns the user's words for the open part of these keys, in the order written. */
  public Set<String> words(List<? extends ConfigKey<?>> keys) {
    Set<String> words = new LinkedHashSet<>();
    for (String path : written.keySet()) {
      keys.stream()
          .filter(key -> key.matches(path))
          .findFirst()
          .ifPresent(key -> words.add(key.wordIn(path)));
    }
    return words;
  }

  /** Returns the properties written under an open key, sorted. */
  public SortedMap<String, String> properties(ConfigKey<String> key) {
    SortedMap<String, String> properties = new TreeMap<>();
    for (String word : words(List.of(key))) {
      find(key, word).ifPresent(value -> properties.put(word, value));
    }
    return properties;
  }

  /** Tells whether the key was written in any source. */
  public boolean isWritten(String path) {
    return written.containsKey(path);
  }

  /** Returns the first written key with this prefix. */
  public Optional<String> firstWritten(String prefix) {
    return written.keySet().stream().filter(path -> path.startsWith(prefix)).findFirst();
  }

  /** Returns the source of a key's value. */
  public Origin origin(String path) {
    Written value = written.get(path);
    return value == null ? Origin.DEFAULT : value.origin();
  }

  /** Returns the source of the first written key with this prefix. */
  public Origin firstOrigin(String prefix) {
    return firstWritten(prefix).map(this::origin).orElse(Origin.DEFAULT);
  }

  /** Returns a problem with a key, with the place where it was written. */
  public Problem problem(String path, String what) {
    return new Problem(origin(path), path, what);
  }

  /** Returns an exception's message, or its class if it has none. */
  public static String messageOf(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /**
   * Returns the effective configuration as YAML, one key a line with its source as a comment.
   * Secrets are hidden.
   */
  public String print() {
    List<String> lines = new ArrayList<>();
    for (ConfigKey<?> key : schema.keys()) {
      if (key.open()) {
        written.values().stream()
            .filter(value -> schema.find(value.path()).filter(key::equals).isPresent())
            .forEach(value -> lines.add(line(value.path(), value.shown(), value.origin())));
      } else {
        lines.add(line(key));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private String line(ConfigKey<?> key) {
    Written value = written.get(key.name());
    if (value != null) {
      return line(key.name(), value.shown(), value.origin());
    }
    Fallback fallback = key.fallback();
    if (fallback.kind() == Fallback.Kind.VALUE) {
      List<String> items = List.of(fallback.text());
      return line(
          key.name(), new Written(Origin.DEFAULT, key.name(), items).shown(), Origin.DEFAULT);
    }
    return "# " + key.name() + ": (" + fallback.text() + ")";
  }

  private static String line(String path, String value, Origin origin) {
    return String.format("%-60s # %s", path + ": " + value, origin);
  }
}
