package dev.baton.agent.probe;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Finds the default gateway in the kernel's routing tables: {@code /proc/net/route} ({@code
 * net/ipv4/fib_trie.c}, addresses as hexadecimal numbers in the machine's byte order) and {@code
 * /proc/net/ipv6_route} ({@code net/ipv6/route.c}, addresses as 32 hexadecimal digits).
 */
final class DefaultRoutes {

  /** RTF_UP and RTF_GATEWAY, {@code <linux/route.h>}. */
  private static final int UP_AND_GATEWAY = 0x1 | 0x2;

  private record Route(long metric, InetAddress gateway) {}

  private DefaultRoutes() {}

  /**
   * Returns the gateway of the lowest metric in {@code /proc/net/route}. Columns: interface 0,
   * destination 1, gateway 2, flags 3, metric 6, mask 7.
   */
  static Optional<InetAddress> ipv4(List<String> lines) throws UnknownHostException {
    List<Route> routes = new ArrayList<>();
    for (String line : lines) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length < 8 || !columns[1].equals("00000000") || !columns[7].equals("00000000")) {
        continue;
      }
      if (isUpGateway(columns[3])) {
        routes.add(new Route(Long.parseLong(columns[6]), address4(columns[2])));
      }
    }
    return best(routes);
  }

  /**
   * Returns the gateway of the lowest metric in {@code /proc/net/ipv6_route}. Columns: destination
   * 0 and its prefix length 1, source 2 and its prefix length 3, gateway 4, metric 5 (hexadecimal),
   * flags 8, interface 9.
   */
  static Optional<InetAddress> ipv6(List<String> lines) throws IOException {
    List<Route> routes = new ArrayList<>();
    for (String line : lines) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length < 10 || !columns[1].equals("00")) {
        continue;
      }
      if (isUpGateway(columns[8])) {
        routes.add(new Route(Long.parseLong(columns[5], 16), address6(columns[4], columns[9])));
      }
    }
    return best(routes);
  }

  private static Optional<InetAddress> best(List<Route> routes) {
    return routes.stream().min(Comparator.comparingLong(Route::metric)).map(Route::gateway);
  }

  private static boolean isUpGateway(String flags) {
    return (Long.parseLong(flags, 16) & UP_AND_GATEWAY) == UP_AND_GATEWAY;
  }

  /** x86-64 and aarch64 are little-endian, so the last byte comes first. */
  private static InetAddress address4(String hex) throws UnknownHostException {
    byte[] reversed = HexFormat.of().parseHex(hex);
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = reversed[bytes.length - 1 - i];
    }
    return InetAddress.getByAddress(bytes);
  }

  /** A link-local gateway is reached only through its interface, so the address carries it. */
  @SuppressWarnings("NullAway") // no host name: Inet6Address.getByAddress takes null for that
  private static InetAddress address6(String hex, String interfaceName) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    InetAddress plain = InetAddress.getByAddress(bytes);
    if (!plain.isLinkLocalAddress()) {
      return plain;
    }
    Optional<NetworkInterface> link =
        Optional.ofNullable(NetworkInterface.getByName(interfaceName));
    return link.isPresent()
        ? Inet6Address.getByAddress(null, bytes, link.orElseThrow().getIndex())
        : plain;
  }
}
