package dev.baton.model.definition;

import dev.baton.model.Names;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One way in which a cluster's VIPs are moved.
 *
 * @param kind the actuator, for example {@code arp}
 * @param settings the actuator's settings; its README describes keys and values; sorted
 */
public record Binding(String kind, SortedMap<String, String> settings) {

  /** Checks the kind and freezes the settings. */
  public Binding {
    Names.require("kind", kind);
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** Returns how many characters the settings have, names and values. */
  long size() {
    return settings.entrySet().stream()
        .mapToLong(setting -> setting.getKey().length() + (long) setting.getValue().length())
        .sum();
  }

  /**
   * Tells whether clients find the holder without a cloud actuator: the holder answers for the VIPs
   * on its LAN, or answers a load balancer's health probe. For every other binding, a cloud
   * actuator has to tell the platform which node holds.
   */
  public boolean isKeptByTheNode() {
    return kind.equals("arp") || "probe".equals(settings.get("mode"));
  }
}
