package dev.baton.model.definition;

import dev.baton.model.Names;
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

  /** Returns how many characters the settings have, names and values. */
  long size() {
    return settings.entrySet().stream()
        .mapToLong(setting -> setting.getKey().length() + (long) setting.getValue().length())
        .sum();
  }

  /**
   * Tells whether holding is all there is to it: the node that holds is found, because it speaks
   * for the VIPs on its LAN or says yes to a load balancer's probe. Otherwise an actuator has to
   * tell a platform who holds.
   */
  public boolean isKeptByTheNode() {
    return kind.equals("arp") || "probe".equals(settings.get("mode"));
  }
}
