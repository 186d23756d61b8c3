package dev.baton.responder;

import dev.baton.linux.MacAddress;
import dev.baton.linux.NetworkInterfaceInfo;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;

/** The Ethernet address of this host, which a cloned machine does not share. */
final class Hardware {
  private Hardware() {}

  /**
   * Returns an Ethernet address of this host.
   *
   * @param interfaceName the interface; empty: the first one with an Ethernet address, by index
   * @throws IllegalArgumentException when the named interface does not exist or has no Ethernet
   *     address
   */
  static String address(Optional<String> interfaceName) {
    return interfaceName.map(Hardware::of).orElseGet(Hardware::first);
  }

  private static String of(String name) {
    return mac(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " has no Ethernet address"));
  }

  private static String first() {
    try {
      return NetworkInterface.networkInterfaces()
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(each -> mac(each.getName()).stream())
          .findFirst()
          .orElse("no Ethernet address");
    } catch (SocketException e) {
      throw new IllegalArgumentException("this host's interfaces cannot be listed: " + e, e);
    }
  }

  private static Optional<String> mac(String name) {
    return NetworkInterfaceInfo.lookup(name)
        .flatMap(NetworkInterfaceInfo::mac)
        .map(MacAddress::toString);
  }
}
