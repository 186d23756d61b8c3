package dev.baton.arp;

import dev.baton.linux.MacAddress;
import java.net.InetAddress;

/**
 * Told what happens to the VIPs on the LAN. Called on the thread that pumps the binding, from
 * inside {@link ArpBinding#pump}; may call the binding's other methods.
 */
public interface LanEvents {
  /**
   * Another station spoke for a VIP while it was announced here.
   *
   * @param conflict who, and for which
   */
  void conflict(Conflict conflict);

  /**
   * Somebody else removed a VIP that was put here. It stays away until {@link
   * ArpBinding#putAddresses}.
   *
   * @param vip the address
   */
  void addressLost(InetAddress vip);

  /**
   * The interface has another Ethernet address. Announcements under way have started anew with it.
   *
   * @param before the address it had
   * @param now the address it has
   */
  void hardwareChanged(MacAddress before, MacAddress now);

  /** The interface was put down, lost its carrier or is gone. */
  void linkDown();

  /** The interface is up and has its carrier. Announcements under way have started anew. */
  void linkUp();
}
