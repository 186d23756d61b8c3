package dev.baton.linux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the kernel for this host's default gateways. */
public final class DefaultGateways {
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_GETROUTE = 26;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  // rtmsg: 1 family, 1 destination length, 1 source length, 1 tos, 1 table, 1 protocol, 1 scope,
  // 1 type, 4 flags (rtnetlink(7)).
  private static final int RTMSG_BYTES = 12;
  private static final int RTA_DST = 1;
  private static final int RTA_GATEWAY = 5;

  /** Documentation addresses (RFC 5737, RFC 3849): no host has a special route to them. */
  private static final List<byte[]> WORLD =
      List.of(
          new byte[] {(byte) 192, 0, 2, 1},
          new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

  private DefaultGateways() {}

  /**
   * Returns the gateways of the default routes, IPv4 first; at most one of each family.
   *
   * @throws SystemCallException when the kernel refuses for another reason than a missing route
   */
  public static List<InetAddress> find() {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, 0)) {
      return WORLD.stream().flatMap(somewhere -> gateway(socket, somewhere)).toList();
    }
  }

  private static Stream<InetAddress> gateway(NetlinkSocket socket, byte[] somewhere) {
    NetlinkMessage message =
        new NetlinkMessage(RTM_GETROUTE, NetlinkMessage.NLM_F_ACK)
            .put8(somewhere.length == 4 ? AF_INET : AF_INET6)
            .put8(somewhere.length * Byte.SIZE)
            .put(new byte[RTMSG_BYTES - 2])
            .attribute(RTA_DST, somewhere);
    try {
      return socket.request(message, "RTM_GETROUTE", "the default route").stream()
          .filter(reply -> reply.type() == RTM_NEWROUTE)
          .flatMap(
              reply -> Optional.ofNullable(reply.attributes(RTMSG_BYTES).get(RTA_GATEWAY)).stream())
          .flatMap(bytes -> address(bytes).stream());
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENETUNREACH || e.errno() == Errno.EHOSTUNREACH) {
        return Stream.empty();
      }
      throw e;
    }
  }

  private static Optional<InetAddress> address(byte[] bytes) {
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return Optional.empty(); // Neither 4 nor 16 bytes: another address family.
    }
  }
}
