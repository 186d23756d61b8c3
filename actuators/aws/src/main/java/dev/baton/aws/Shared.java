package dev.baton.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Shares one client among all users of the same key, and closes it when the last user returns it.
 * Thread-safe.
 *
 * @param <K> the key
 * @param <V> the client
 */
final class Shared<K, V extends Shared.Client> {
  private final Function<K, V> make;
  private final Map<K, Entry<V>> entries = new HashMap<>();

  private static final class Entry<V> {
    private final V value;
    private int holders;

    Entry(V value) {
      this.value = value;
    }
  }

  /** A client that is shared. */
  interface Client extends AutoCloseable {
    @Override
    void close();
  }

  /** A use of a client; closed once. */
  interface Share<V> extends AutoCloseable {
    V get();

    @Override
    void close();
  }

  Shared(Function<K, V> make) {
    this.make = make;
  }

  /** Returns a share of the key's client, which is made if there is none. */
  synchronized Share<V> take(K key) {
    Entry<V> entry = entries.computeIfAbsent(key, absent -> new Entry<>(make.apply(absent)));
    entry.holders++;
    return new Share<>() {
      private boolean closed;

      @Override
      public V get() {
        return entry.value;
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          giveBack(key, entry);
        }
      }
    };
  }

  private synchronized void giveBack(K key, Entry<V> entry) {
    entry.holders--;
    if (entry.holders == 0) {
      entries.remove(key);
      entry.value.close();
    }
  }
}
