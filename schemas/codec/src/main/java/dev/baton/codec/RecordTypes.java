package dev.baton.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The record types of a topic, found by name and by value.
 *
 * @param <V> the values of the topic's records
 * @param <T> the record types
 */
final class RecordTypes<V, T extends RecordType<? extends V>> {

  private final List<T> all;
  private final SortedMap<String, T> byName = new TreeMap<>();
  private final Map<Class<?>, T> byValues = new HashMap<>();

  /**
   * @param all the types, one for each class of values, in the order in which the documentation
   *     lists them; a test checks that none is missing
   */
  RecordTypes(List<T> all) {
    this.all = all;
    for (T type : all) {
      byName.put(type.name(), type);
      byValues.put(type.values(), type);
    }
  }

  /** Returns all types, in the order in which they were given. */
  List<T> all() {
    return all;
  }

  /** Returns all names, sorted. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Returns the type of that name; empty when there is none. */
  Optional<T> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns the type of a value. */
  T of(V value) {
    T type = byValues.get(value.getClass());
    if (type == null) {
      throw new IllegalStateException("no type of record is for " + value.getClass().getName());
    }
    return type;
  }
}
