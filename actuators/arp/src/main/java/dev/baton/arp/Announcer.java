package dev.baton.arp;

import dev.baton.arp.packet.ArpFrame;
import dev.baton.arp.packet.NeighborAdvertisement;
import dev.baton.linux.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Decides when held VIPs are announced, and with which frames. It does no IO: the caller passes the
 * time in and sends the frames. Used by one thread at a time.
 *
 * <p>A round announces every VIP. IPv4 is announced by a gratuitous ARP request and a gratuitous
 * ARP reply, because some devices learn from only one of them. IPv6 is announced by an unsolicited
 * neighbour advertisement. {@link #ROUNDS} rounds follow each other at {@link #SPACING}: Linux
 * before 4.11 ignores an update within a second of the last one (locktime), and a first round may
 * be lost while a port comes up. After that there is a round every {@link #REFRESH}, so that no
 * switch or neighbour cache forgets the VIP.
 */
public final class Announcer {
  /** The number of rounds at the start; the first one is sent at once. */
  public static final int ROUNDS = 4;

  /** The time from one round of the start to the next. */
  public static final Duration SPACING = Duration.ofMillis(1100);

  /** The time from one later round to the next. Switches forget a port after 300 s by default. */
  public static final Duration REFRESH = Duration.ofSeconds(30);

  private final MacAddress mac;
  private final List<InetAddress> vips;
  private OptionalLong nextAt = OptionalLong.empty();
  private int round;

  /**
   * Creates an announcer that is silent until {@link #start}.
   *
   * @param mac the Ethernet address that has the VIPs
   * @param vips the VIPs
   */
  public Announcer(MacAddress mac, List<InetAddress> vips) {
    this.mac = mac;
    this.vips = List.copyOf(vips);
  }

  /**
   * Starts with the first round, because the VIPs came or another station claimed one.
   *
   * @param now monotonic nanoseconds
   */
  public void start(long now) {
    round = 0;
    nextAt = OptionalLong.of(now);
  }

  /** Stops the rounds. Idempotent. */
  public void stop() {
    nextAt = OptionalLong.empty();
  }

  /**
   * Tells whether rounds are being sent.
   *
   * @return true from {@link #start} to {@link #stop}
   */
  public boolean isRunning() {
    return nextAt.isPresent();
  }

  /**
   * Returns when the next round is due.
   *
   * @return monotonic nanoseconds; empty when silent
   */
  public OptionalLong nextAt() {
    return nextAt;
  }

  /**
   * Returns the round that is due. Missed rounds are not sent later: the next round follows at its
   * distance from now.
   *
   * @param now monotonic nanoseconds
   * @return the frames to send, in this order; empty when nothing is due
   */
  public List<Announcement> due(long now) {
    if (nextAt.isEmpty() || now - nextAt.getAsLong() < 0) {
      return List.of();
    }
    round = Math.min(round + 1, ROUNDS);
    nextAt = OptionalLong.of(now + (round < ROUNDS ? SPACING : REFRESH).toNanos());
    List<Announcement> announcements = new ArrayList<>();
    vips.forEach(vip -> addTo(announcements, vip));
    return announcements;
  }

  private void addTo(List<Announcement> announcements, InetAddress vip) {
    if (vip instanceof Inet4Address v4) {
      announcements.add(new Announcement(vip, ArpFrame.gratuitousRequest(mac, v4)));
      announcements.add(new Announcement(vip, ArpFrame.gratuitousReply(mac, v4)));
    }
    if (vip instanceof Inet6Address v6) {
      announcements.add(new Announcement(vip, NeighborAdvertisement.unsolicited(mac, v6)));
    }
  }
}
