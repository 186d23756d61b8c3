package dev.baton.arp;

import dev.baton.linux.AddressTable;
import dev.baton.linux.MacAddress;
import dev.baton.linux.SystemCallException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Asks the kernel to put VIPs on an interface that there is not, and to take them off again, and
 * encodes announcements without sending them. Nothing is changed that would have to be cleaned up,
 * whenever the process ends.
 */
final class SilentMove {
  /** Of no interface: the kernel counts from 1. */
  private static final int NO_INTERFACE = Integer.MAX_VALUE;

  private SilentMove() {}

  /** Plays it once; returns how many bytes were not sent. */
  static int play(AddressTable table, MacAddress mac, List<InetAddress> vips) {
    int bytes = 0;
    for (InetAddress vip : vips) {
      try {
        table.add(NO_INTERFACE, vip, Optional.empty());
      } catch (SystemCallException expected) {
        bytes += expected.errno();
      }
      boolean unused = table.remove(NO_INTERFACE, vip);
    }
    Announcer silent = new Announcer(mac, vips);
    silent.start(0);
    for (Announcement each : silent.due(0)) {
      bytes += each.frame().encode().length;
    }
    return bytes;
  }
}
