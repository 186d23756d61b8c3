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
 * When to announce held VIPs, and with which frames. Pure but for its own state: time is passed in,
 * sending is somebody else's. One thread at a time.
 *
 * <p>A round announces every VIP, IPv4 by an ARP request and a reply, since some devices learn from
 * one only, IPv6 by an advertisement. {@link #ROUNDS} rounds follow each other at {@link #SPACING}:
 * Linux before 4.11 ignores an update within a second of the last one (locktime), and a first round
 * may be lost while a port comes up. From then on a round every {@link #REFRESH}, so that switches
 * and caches that age at different speeds never forget.
 */
public final class Announcer {
  /** Rounds at the start, the first one at once. */
  public static final int ROUNDS = 4;

  /** From one round of the start to the next. */
  public static final Duration SPACING = Duration.ofMillis(1100);

  /** From one later round to the next; switches forget a port after 300 s by default. */
  public static final Duration REFRESH = Duration.ofSeconds(30);

  private final MacAddress mac;
  private final List<InetAddress> vips;
  private OptionalLong nextAt = OptionalLong.empty();
  private int round;

  /**
   * An announcer that is silent until {@link #start}.
   *
   * @param mac who has the addresses
   * @param vips the addresses
   */
  public Announcer(MacAddress mac, List<InetAddress> vips) {
    this.mac = mac;
    this.vips = List.copyOf(vips);
  }

  /**
   * Starts anew with the first round: the VIPs came, or another station spoke for one.
   *
   * @param now monotonic nanoseconds
   */
  public void start(long now) {
    round = 0;
    nextAt = OptionalLong.of(now);
  }

  /** Falls silent. Idempotent. */
  public void stop() {
    nextAt = OptionalLong.empty();
  }

  /**
   * Whether rounds are under way.
   *
   * @return true from {@link #start} to {@link #stop}
   */
  public boolean isRunning() {
    return nextAt.isPresent();
  }

  /**
   * When the next round is due.
   *
   * @return monotonic nanoseconds; empty when silent
   */
  public OptionalLong nextAt() {
    return nextAt;
  }

  /**
   * Takes the round that is due. Rounds that were missed are not made up for: the next one follows
   * at its distance from now.
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
