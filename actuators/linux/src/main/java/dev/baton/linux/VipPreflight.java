package dev.baton.linux;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether an interface of this host could carry a VIP, by what the kernel's settings say, and why
 * the kernel has refused one. Changes nothing. To be asked on a thread in the interface's network
 * namespace.
 */
public final class VipPreflight {
  /** RFC 8200 section 5: a link with less has no IPv6, and Linux takes it off. */
  private static final int LEAST_MTU_OF_IPV6 = 1280;

  private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");

  private VipPreflight() {}

  /**
   * Returns why a VIP cannot be put on an interface, as the host's settings stand; empty if it can,
   * as far as they say, and while there is no such interface.
   *
   * @param interfaceName its name, or an alternative one
   * @param vip IPv4 or IPv6
   */
  public static Optional<String> objection(String interfaceName, InetAddress vip) {
    Optional<NetworkInterfaceInfo> link = NetworkInterfaceInfo.lookup(interfaceName);
    return link.filter(known -> vip instanceof Inet6Address).flatMap(VipPreflight::withoutIpv6);
  }

  /**
   * Returns what the kernel's refusal to put a VIP means, for people.
   *
   * @return the call, the address, the error's name and, where a setting explains it, the setting
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
    // sysctl(8): a dot within a name is written as a slash.
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
      return Optional.empty(); // the interface has just gone, or /proc is hidden: not known
    }
  }
}
