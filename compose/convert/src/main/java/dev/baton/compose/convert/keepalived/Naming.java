package dev.baton.compose.convert.keepalived;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the user says about what comes out.
 *
 * @param clusters names of clusters, by the name of their instance or group; the name "" stands for
 *     the only one that there is
 * @param only which instances and groups are converted; all if there are none
 */
public record Naming(SortedMap<String, String> clusters, SortedSet<String> only) {

  /** Nothing. */
  public static final Naming NONE = new Naming(new TreeMap<>(), new TreeSet<>());

  /** Freezes the collections. */
  public Naming {
    clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
    only = Collections.unmodifiableSortedSet(new TreeSet<>(only));
  }
}
