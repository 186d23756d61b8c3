package dev.baton.model.state;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes. A state that goes on from another shares its maps: making one of
 * a map that is frozen already copies nothing.
 *
 * @param <K> the keys, in their natural order
 * @param <V> the values
 */
@SuppressWarnings("JdkObsolete") // States show sorted maps, and nobody needs more of them.
final class FrozenSortedMap<K extends Comparable<K>, V> extends AbstractMap<K, V>
    implements SortedMap<K, V> {
  private final SortedMap<K, V> content;

  private FrozenSortedMap(SortedMap<K, V> content) {
    this.content = Collections.unmodifiableSortedMap(content);
  }

  /** Returns a map of the same content that never changes. */
  static <K extends Comparable<K>, V> SortedMap<K, V> of(SortedMap<K, V> map) {
    return map instanceof FrozenSortedMap<K, V> frozen
        ? frozen
        : new FrozenSortedMap<>(new TreeMap<>(map));
  }

  @Override
  public @Nullable V get(Object key) {
    return content.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return content.containsKey(key);
  }

  @Override
  public int size() {
    return content.size();
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return content.entrySet();
  }

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return null;
  }

  @Override
  public SortedMap<K, V> subMap(K from, K to) {
    return content.subMap(from, to);
  }

  @Override
  public SortedMap<K, V> headMap(K to) {
    return content.headMap(to);
  }

  @Override
  public SortedMap<K, V> tailMap(K from) {
    return content.tailMap(from);
  }

  @Override
  public K firstKey() {
    return content.firstKey();
  }

  @Override
  public K lastKey() {
    return content.lastKey();
  }
}
