package dev.baton.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One way in which a cluster's VIPs are moved.
 *
 * @param kind the actuator, for example {@code arp}
 * @param settings what that actuator needs to know; keys and values as its README says; sorted
 */
public record Binding(String kind, SortedMap<String, String> settings) {

  /** Checks the kind and freezes the settings. */
  public Binding {
    Names.require("kind", kind);
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
