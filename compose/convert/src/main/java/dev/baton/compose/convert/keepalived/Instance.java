package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A {@code vrrp_instance} of one host.
 *
 * @param name behind the word
 * @param place its lines
 * @param routerId {@code virtual_router_id}
 * @param device {@code interface}
 * @param priority 1 to 255
 * @param failback empty if it never takes over from a master of lower priority; otherwise after how
 *     long
 * @param addresses of both lists
 * @param watchesDevice whether it has a fault while its interface is down
 * @param tracking what it watches and tells
 */
record Instance(
    String name,
    Place place,
    Optional<Integer> routerId,
    Optional<String> device,
    int priority,
    Optional<Duration> failback,
    List<Address> addresses,
    boolean watchesDevice,
    Tracking tracking) {

  /** Freezes the list. */
  Instance {
    addresses = List.copyOf(addresses);
  }
}
