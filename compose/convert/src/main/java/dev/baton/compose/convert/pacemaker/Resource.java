package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Place;
import dev.baton.model.Vip;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What moves together: an address alone, or a group with addresses in it.
 *
 * @param id of the address or group
 * @param place its lines
 * @param ids of the group and of all in it
 * @param addresses at least one
 * @param stickiness by how much it stays where it is: the sum of all in it
 */
record Resource(String id, Place place, Set<String> ids, List<Address> addresses, int stickiness) {

  /** Freezes the collections. */
  Resource {
    ids = Set.copyOf(ids);
    addresses = List.copyOf(addresses);
  }

  /**
   * An address.
   *
   * @param place its lines
   * @param vip the address
   * @param nic the interface that it names
   */
  record Address(Place place, Vip vip, Optional<String> nic) {}
}
