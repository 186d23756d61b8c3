package dev.baton.arp;

import dev.baton.linux.MacAddress;
import java.net.InetAddress;

/**
 * Receives what happens to the VIPs on the LAN. Called on the thread that runs {@link
 * ArpBinding#pump}; may call the binding's other methods.
 */
public interface LanEvents {
  /**
   * Another station has claimed a VIP while it was announced here.
   *
   * @param conflict the station and the VIP
   */
  void conflict(Conflict conflict);

  /**
   * Another program has removed a VIP that was added here. It stays away until {@link
   * ArpBinding#putAddresses}.
   *
   * @param vip the address
   */
  void addressLost(InetAddress vip);

  /**
   * The interface has another Ethernet address. Running announcements have started again with it.
   *
   * @param before the address it had
   * @param now the address it has
   */
  void hardwareChanged(MacAddress before, MacAddress now);

  /** The interface was set down, lost its carrier or was removed. */
  void linkDown();

  /** The interface is up and has its carrier. Running announcements have started again. */
  void linkUp();
}
