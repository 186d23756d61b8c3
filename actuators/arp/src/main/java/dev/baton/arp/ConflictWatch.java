package dev.baton.arp;

import dev.baton.arp.packet.ArpFrame;
import dev.baton.arp.packet.Decoded;
import dev.baton.arp.packet.DropReason;
import dev.baton.arp.packet.NeighborAdvertisement;
import dev.baton.linux.MacAddress;
import dev.baton.linux.NetworkInterfaceInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds in received frames the other stations that claim a VIP: an ARP packet whose sender address
 * is a VIP (RFC 5227 section 2.4), or a neighbour advertisement for a VIP, with another MAC address
 * than ours. It does no IO and remembers what it has reported. Used by one thread at a time.
 */
public final class ConflictWatch {
  /** The same station is reported for the same VIP at most once in this time. */
  public static final Duration QUIET = Duration.ofSeconds(1);

  /**
   * How many conflicts are remembered. When there are more, the oldest is forgotten and may be
   * reported again early.
   */
  private static final int REMEMBERED = 256;

  private final NetworkInterfaceInfo link;
  private final MacAddress own;
  private final List<InetAddress> vips;
  private final Map<Conflict, Long> reported = new LinkedHashMap<>();

  /**
   * Watches one interface.
   *
   * @param link the interface, which has an Ethernet address
   * @param vips the addresses to watch
   */
  public ConflictWatch(NetworkInterfaceInfo link, List<InetAddress> vips) {
    this.link = link;
    this.own = link.mac().orElseThrow();
    this.vips = List.copyOf(vips);
  }

  /**
   * Examines a received frame.
   *
   * @param protocol what the frame should be
   * @param frame a buffer that starts with the Ethernet header
   * @param length how many bytes were received
   * @param now monotonic nanoseconds
   * @return the conflict that it shows, unless the same one was reported within {@link #QUIET}
   */
  public Optional<Conflict> examine(
      RawSocket.Protocol protocol, byte[] frame, int length, long now) {
    Optional<Conflict> conflict =
        switch (protocol) {
          case ARP -> ArpFrame.decode(frame, length).map(new ArpClaims());
          case NEIGHBOR_ADVERTISEMENT ->
              NeighborAdvertisement.decode(frame, length).map(new NeighborClaims());
        };
    return conflict.filter(each -> isNews(each, now));
  }

  private Optional<Conflict> claim(InetAddress vip, MacAddress mac) {
    return vips.contains(vip) && !mac.equals(own)
        ? Optional.of(new Conflict(vip, mac, link.name()))
        : Optional.empty();
  }

  private boolean isNews(Conflict conflict, long now) {
    Long last = reported.get(conflict);
    if (last != null && now - last < QUIET.toNanos()) {
      return false;
    }
    reported.remove(conflict); // So that it moves to the end as the youngest.
    reported.put(conflict, now);
    if (reported.size() > REMEMBERED) {
      reported.remove(reported.keySet().iterator().next());
    }
    return true;
  }

  private final class ArpClaims implements Decoded.Cases<ArpFrame, Optional<Conflict>> {
    @Override
    public Optional<Conflict> packet(ArpFrame frame) {
      return claim(frame.sender().ip(), frame.sender().mac());
    }

    @Override
    public Optional<Conflict> dropped(DropReason reason) {
      return Optional.empty();
    }
  }

  private final class NeighborClaims
      implements Decoded.Cases<NeighborAdvertisement, Optional<Conflict>> {
    @Override
    public Optional<Conflict> packet(NeighborAdvertisement advertisement) {
      MacAddress mac = advertisement.claim().mac().orElse(advertisement.link().source());
      return claim(advertisement.claim().target(), mac);
    }

    @Override
    public Optional<Conflict> dropped(DropReason reason) {
      return Optional.empty();
    }
  }
}
