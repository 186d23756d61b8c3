package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import java.util.List;

/**
 * What moves together on one host: an instance, or a sync group with its instances.
 *
 * @param name of the instance or group
 * @param place its lines
 * @param instances at least one
 * @param tracking of the group and of all instances
 */
record Unit(String name, Place place, List<Instance> instances, Tracking tracking) {

  /** Freezes the list. */
  Unit {
    instances = List.copyOf(instances);
  }

  Instance first() {
    return instances.get(0);
  }

  List<Integer> routerIds() {
    return instances.stream().flatMap(each -> each.routerId().stream()).sorted().toList();
  }

  List<Address> addresses() {
    return instances.stream().flatMap(each -> each.addresses().stream()).toList();
  }
}
