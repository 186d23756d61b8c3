package dev.baton.arbiter.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose time comes first, of many whose times mostly move away. An entry of the queue stands
 * at its owner's time or before it. Only when it comes to the front it is moved to where it
 * belongs, so a time that moves away costs nothing.
 *
 * @param <T> whose times
 */
final class Alarms<T> {
  private final PriorityQueue<Entry<T>> queue = new PriorityQueue<>();

  /**
   * An owner's place in the queue.
   *
   * @param <T> the owner
   */
  static final class Place<T> {
    private final T owner;
    private final ToLongFunction<T> time;
    private @Nullable Entry<T> entry;

    /**
     * Creates a place that is not in the queue yet.
     *
     * @param time when the owner's time comes; {@link Long#MAX_VALUE} for never
     */
    Place(T owner, ToLongFunction<T> time) {
      this.owner = owner;
      this.time = time;
    }
  }

  /** Stands in the queue until another one of the same place replaces it. */
  private static final class Entry<T> implements Comparable<Entry<T>> {
    private final Place<T> place;
    private final long at;
    private boolean replaced;

    Entry(Place<T> place, long at) {
      this.place = place;
      this.at = at;
    }

    @Override
    public int compareTo(Entry<T> other) {
      return Long.compare(at, other.at);
    }
  }

  /** Takes note that an owner's time may have changed. */
  void update(Place<T> place) {
    long at = place.time.applyAsLong(place.owner);
    Entry<T> known = place.entry;
    if (known == null) {
      add(place, at);
    } else if (at < known.at) {
      known.replaced = true;
      add(place, at);
    }
  }

  private void add(Place<T> place, long at) {
    if (at != Long.MAX_VALUE) {
      Entry<T> entry = new Entry<>(place, at);
      place.entry = entry;
      queue.add(entry);
    }
  }

  /** Returns when the first time comes; {@link Long#MAX_VALUE} for never. */
  long next() {
    Entry<T> first = queue.peek();
    while (first != null) {
      if (!first.replaced) {
        long at = first.place.time.applyAsLong(first.place.owner);
        if (at <= first.at) {
          return at;
        }
        removeFirst();
        add(first.place, at);
      } else {
        removeFirst();
      }
      first = queue.peek();
    }
    return Long.MAX_VALUE;
  }

  /**
   * Removes those whose time has come, and returns them; to be told of again by {@link #update}.
   */
  List<T> due(long now) {
    List<T> due = new ArrayList<>();
    while (next() <= now) {
      due.add(removeFirst().owner);
    }
    return due;
  }

  private Place<T> removeFirst() {
    Entry<T> first = queue.remove();
    if (!first.replaced) {
      first.place.entry = null;
    }
    return first.place;
  }
}
