package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import java.util.Arrays;

/**
 * Numbers of clusters, from 0 on as the clusters came. It never changes. A number is found by the
 * name's hash; nothing depends on the order of hashes.
 */
final class ClusterNumbers {
  static final ClusterNumbers NONE =
      new ClusterNumbers(new ClusterId[0], new int[0], new int[] {0, 0});

  private final ClusterId[] names;

  /** The numbers in the order of the names. */
  private final int[] sorted;

  /**
   * The numbers, each plus 1, at the place of the name's hash or after it; 0 is a free place. At
   * least a third is free. The length is a power of 2.
   */
  private final int[] places;

  private ClusterNumbers(ClusterId[] names, int[] sorted, int[] places) {
    this.names = names;
    this.sorted = sorted;
    this.places = places;
  }

  int size() {
    return names.length;
  }

  /** Returns the number of a cluster; -1 if it has none. */
  int of(ClusterId cluster) {
    return places[place(places, names, cluster)] - 1;
  }

  /** Returns the number of the cluster that stands there in the order of names. */
  int inOrder(int place) {
    return sorted[place];
  }

  /** Gives the next number to a cluster that has none. */
  ClusterNumbers plus(ClusterId cluster) {
    int number = names.length;
    ClusterId[] more = Arrays.copyOf(names, number + 1);
    more[number] = cluster;
    return new ClusterNumbers(more, sortedWith(cluster), placesFor(more));
  }

  private int[] sortedWith(ClusterId cluster) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (names[sorted[middle]].compareTo(cluster) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    int[] more = Arrays.copyOf(sorted, sorted.length + 1);
    System.arraycopy(sorted, from, more, from + 1, sorted.length - from);
    more[from] = sorted.length;
    return more;
  }

  private int[] placesFor(ClusterId[] more) {
    if (more.length + more.length / 2 <= places.length) {
      int[] copy = places.clone();
      put(copy, more, more.length - 1);
      return copy;
    }
    int[] twice = new int[2 * places.length];
    for (int number = 0; number < more.length; number++) {
      put(twice, more, number);
    }
    return twice;
  }

  private static void put(int[] places, ClusterId[] names, int number) {
    places[place(places, names, names[number])] = number + 1;
  }

  /** Returns where a name's number stands, or the free place where it belongs. */
  private static int place(int[] places, ClusterId[] names, ClusterId cluster) {
    int last = places.length - 1;
    String name = cluster.value();
    int hash = name.hashCode();
    int place = (hash ^ (hash >>> 16)) & last;
    while (places[place] != 0 && !names[places[place] - 1].value().equals(name)) {
      place = (place + 1) & last;
    }
    return place;
  }
}
