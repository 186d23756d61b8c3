package dev.baton.model.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A small sorted map that never changes: an array of keys and one of values. A state that goes on
 * from another shares its maps, and making one of a map that is frozen already copies nothing. A
 * change makes another map; it costs a copy of the arrays.
 *
 * @param <K> the keys, in their natural order
 * @param <V> the values
 */
@SuppressWarnings({
  "JdkObsolete", // States show sorted maps, and nobody needs more of them.
  "unchecked" // The arrays have keys and values of these types alone.
})
public final class FrozenSortedMap<K extends Comparable<K>, V> extends AbstractMap<K, V>
    implements SortedMap<K, V> {
  private final Object[] keys;
  private final Object[] values;

  private FrozenSortedMap(Object[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * Returns a map of the same content that never changes.
   *
   * @param map in the natural order of its keys
   */
  public static <K extends Comparable<K>, V> FrozenSortedMap<K, V> of(SortedMap<K, V> map) {
    return map instanceof FrozenSortedMap<K, V> frozen
        ? frozen
        : new FrozenSortedMap<>(map.keySet().toArray(), map.values().toArray());
  }

  /** Returns this map with that value of a key. */
  public FrozenSortedMap<K, V> with(K key, V value) {
    int place = place(key);
    if (place >= 0) {
      Object[] changed = values.clone();
      changed[place] = value;
      return new FrozenSortedMap<>(keys, changed);
    }
    return new FrozenSortedMap<>(
        inserted(keys, -place - 1, key), inserted(values, -place - 1, value));
  }

  /** Returns this map without the keys that are such. */
  public FrozenSortedMap<K, V> without(Predicate<? super K> which) {
    int[] kept = IntStream.range(0, keys.length).filter(at -> !which.test(key(at))).toArray();
    return kept.length == keys.length
        ? this
        : new FrozenSortedMap<>(
            Arrays.stream(kept).mapToObj(at -> keys[at]).toArray(),
            Arrays.stream(kept).mapToObj(at -> values[at]).toArray());
  }

  private static Object[] inserted(Object[] into, int place, Object what) {
    Object[] more = Arrays.copyOf(into, into.length + 1);
    System.arraycopy(into, place, more, place + 1, into.length - place);
    more[place] = what;
    return more;
  }

  /** Returns where a key is; if it is missing, -1 minus where it belongs. */
  private int place(Object key) {
    return Arrays.binarySearch(keys, key);
  }

  private K key(int place) {
    return (K) keys[place];
  }

  @Override
  public @Nullable V get(Object key) {
    int place = place(key);
    return place < 0 ? null : (V) values[place];
  }

  @Override
  public boolean containsKey(Object key) {
    return place(key) >= 0;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public Collection<V> values() {
    return (Collection<V>) Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Entries();
  }

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return null;
  }

  @Override
  public SortedMap<K, V> subMap(K from, K to) {
    return of(new TreeMap<>(this).subMap(from, to));
  }

  @Override
  public SortedMap<K, V> headMap(K to) {
    return of(new TreeMap<>(this).headMap(to));
  }

  @Override
  public SortedMap<K, V> tailMap(K from) {
    return of(new TreeMap<>(this).tailMap(from));
  }

  @Override
  public K firstKey() {
    return keyAt(0);
  }

  @Override
  public K lastKey() {
    return keyAt(keys.length - 1);
  }

  private K keyAt(int place) {
    if (keys.length == 0) {
      throw new NoSuchElementException("the map is empty");
    }
    return key(place);
  }

  /** What the map has, in order. */
  private final class Entries extends AbstractSet<Map.Entry<K, V>> {
    @Override
    public int size() {
      return keys.length;
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return IntStream.range(0, keys.length)
          .<Map.Entry<K, V>>mapToObj(at -> Map.entry(key(at), (V) values[at]))
          .iterator();
    }
  }
}
