package dev.baton.compose.convert.pacemaker;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the user says about what comes out.
 *
 * @param clusters names of clusters, by the id of their group or address; the name "" stands for
 *     the only one that there is
 * @param only which groups and addresses are converted; all if there are none
 * @param interfaces the VIPs' interface where the file names none, by node; the name "" stands for
 *     every node
 */
public record Wishes(
    SortedMap<String, String> clusters,
    SortedSet<String> only,
    SortedMap<String, String> interfaces) {

  /** Nothing. */
  public static final Wishes NONE = new Wishes(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());

  /** Freezes the collections. */
  public Wishes {
    clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
    only = Collections.unmodifiableSortedSet(new TreeSet<>(only));
    interfaces = Collections.unmodifiableSortedMap(new TreeMap<>(interfaces));
  }
}
