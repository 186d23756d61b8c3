package dev.baton.linux;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks by the kernel's settings whether an interface of this host can carry a VIP, and explains
 * why the kernel has refused one. Changes nothing. Must be called on a thread in the interface's
 * network namespace.
 */
public final class VipPreflight {
  /** RFC 8200 section 5. Linux removes IPv6 from a link with a smaller MTU. */
  private static final int LEAST_MTU_OF_IPV6 = 1280;

  private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");

  private VipPreflight() {}

  /**
   * Returns which setting of the host keeps a VIP from being added to an interface; empty if none
   * does, or if there is no such interface.
   *
   * @param interfaceName its name, or an alternative name
   * @param vip IPv4 or IPv6
   */
  public static Optional<String> objection(String interfaceName, InetAddress vip) {
    Optional<NetworkInterfaceInfo> link = NetworkInterfaceInfo.lookup(interfaceName);
    return link.filter(known -> vip instanceof Inet6Address).flatMap(VipPreflight::withoutIpv6);
  }

  /**
   * Explains the kernel's refusal to add a VIP.
   *
   * @return the call, the address, the error's name and, if a setting explains it, the setting
   */
  public static String explain(String interfaceName, InetAddress vip, SystemCallException refusal) {
    String said = vip.getHostAddress() + ": " + refusal.getMessage();
    return objection(interfaceName, vip).map(why -> said + ", " + why).orElse(said);
  }

  private static Optional<String> withoutIpv6(NetworkInterfaceInfo link) {
    if (!Files.isDirectory(IPV6)) {
      return Optional.of("needs IPv6, which this kernel has not");
    }
    int mtu = link.mtu();
    if (mtu > 0 && mtu < LEAST_MTU_OF_IPV6) {
      return Optional.of(
          "cannot be put: "
              + link.name()
              + " has an MTU of "
              + mtu
              + ", and IPv6 needs "
              + LEAST_MTU_OF_IPV6
              + " (ip link set "
              + link.name()
              + " mtu 1500)");
    }
    // sysctl(8): a dot in a name is written as a slash.
    String setting = "net.ipv6.conf." + link.name().replace('.', '/') + ".disable_ipv6";
    return read(IPV6.resolve(link.name()).resolve("disable_ipv6"))
        .filter(value -> !value.equals("0"))
        .map(
            value ->
                "cannot be put: " + setting + " is " + value + " (sysctl -w " + setting + "=0)");
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      // The interface has just gone, or /proc is hidden: the answer is not known.
      return Optional.empty();
    }
  }
}
