package dev.baton.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Resets the TCP connections of a VIP or a port (sock_diag(7), SOCK_DESTROY).
 *
 * <p>The kernel sends the peer a reset only if the packet may leave the host. So connections must
 * be reset while the address is still there; otherwise clients do not notice. Local programs get
 * ECONNABORTED in either case. The kernel searches all connections of the host, which takes 1 to 2
 * ms. It is therefore asked for IPv4 and IPv6 in one request, which only the older form of the
 * request allows (linux/inet_diag.h). Used by one thread at a time.
 */
public final class SocketReset implements AutoCloseable {
  private static final int TCPDIAG_GETSOCK = 18;
  private static final int SOCK_DESTROY = 21;
  private static final int AF_UNSPEC = 0;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int IPPROTO_TCP = 6;
  private static final int INET_DIAG_REQ_BYTECODE = 1;
  private static final int INET_DIAG_BC_S_COND = 7;
  private static final int ANY_PORT = -1;
  // linux/tcp_states.h: all of 1..12 but TIME_WAIT (6), CLOSE (7) and LISTEN (10).
  private static final int CONNECTED_STATES = 0x1fff & ~(1 | 1 << 6 | 1 << 7 | 1 << 10);
  // inet_diag_msg: 1 family, 1 state, 1 timer, 1 retransmits, then inet_diag_sockid:
  // 2 source port, 2 destination port, 16 source, 16 destination, 4 interface, 8 cookie.
  private static final int SOCKET_ID_OFFSET = 4;
  private static final int SOCKET_ID_BYTES = 48;
  private static final int SOURCE_OFFSET = SOCKET_ID_OFFSET + 4;
  private static final int DESTINATION_OFFSET = SOURCE_OFFSET + 16;

  private final NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_SOCK_DIAG, 0);

  /**
   * Resets every TCP connection whose local address is the VIP, also those of sockets that serve
   * IPv4 through an IPv6 listener. Listening sockets stay. Idempotent.
   *
   * @param vip the address
   * @return how many were reset; {@code supported} is false when the kernel cannot reset
   *     connections
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public ResetOutcome reset(InetAddress vip) {
    return reset(hasSource(vip), String.valueOf(vip.getHostAddress()));
  }

  /**
   * Resets every TCP connection with this local port, whatever its addresses. Listening sockets
   * stay. Idempotent.
   *
   * @param port 1 to 65535
   * @return how many were reset; {@code supported} is false when the kernel cannot reset
   *     connections
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public ResetOutcome resetPort(int port) {
    byte[] anywhere = new byte[0];
    return reset(condition(AF_UNSPEC, anywhere, port), "port " + port);
  }

  /**
   * Resets the TCP connections with this local port whose peer is another host. Listening sockets
   * stay. Idempotent.
   *
   * @param port 1 to 65535
   * @return how many were reset; {@code supported} is false when the kernel cannot reset
   *     connections
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public ResetOutcome resetService(int port) {
    byte[] anywhere = new byte[0];
    return reset(
        condition(AF_UNSPEC, anywhere, port), "port " + port, SocketReset::isFromElsewhere);
  }

  /** The peer's address is neither a loopback address nor the connection's own local address. */
  private static boolean isFromElsewhere(NetlinkReply reply) {
    int bytes = reply.payload().get(0) == AF_INET ? 4 : 16;
    byte[] source = new byte[bytes];
    byte[] destination = new byte[bytes];
    reply.payload().get(SOURCE_OFFSET, source);
    reply.payload().get(DESTINATION_OFFSET, destination);
    try {
      return !Arrays.equals(source, destination)
          && !InetAddress.getByAddress(destination).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("neither 4 nor 16 bytes", e);
    }
  }

  private ResetOutcome reset(byte[] filter, String whose) {
    return reset(filter, whose, every -> true);
  }

  private ResetOutcome reset(byte[] filter, String whose, Predicate<NetlinkReply> which) {
    try {
      ResetOutcome outcome = ResetOutcome.NONE;
      for (NetlinkReply reply : connections(filter, whose).stream().filter(which).toList()) {
        byte[] id = new byte[SOCKET_ID_BYTES];
        reply.payload().get(SOCKET_ID_OFFSET, id);
        outcome = outcome.plus(destroy(reply.payload().get(0), id, whose));
        if (!outcome.supported()) {
          return outcome;
        }
      }
      return outcome;
    } catch (SystemCallException e) {
      // The kernel's answer without CONFIG_INET_TCP_DIAG.
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.EOPNOTSUPP) {
        return new ResetOutcome(0, 0, false);
      }
      throw e;
    }
  }

  /** Closes the socket. Idempotent. */
  @Override
  public void close() {
    socket.close();
  }

  /** inet_diag_req: 1 family, 2 prefix lengths, 1 extensions, 48 socket id, 4 states, 4 unused. */
  private List<NetlinkReply> connections(byte[] filter, String whose) {
    return socket
        .dump(
            () ->
                new NetlinkMessage(TCPDIAG_GETSOCK, NetlinkMessage.NLM_F_DUMP)
                    .put32(0)
                    .put(new byte[SOCKET_ID_BYTES])
                    .put32(CONNECTED_STATES)
                    .put32(0)
                    .attribute(INET_DIAG_REQ_BYTECODE, filter),
            "TCPDIAG_GETSOCK",
            "connections of " + whose)
        .stream()
        .filter(reply -> reply.payload().limit() >= SOCKET_ID_OFFSET + SOCKET_ID_BYTES)
        .toList();
  }

  /** inet_diag_req_v2: 1 family, 1 protocol, 1 extensions, 1 padding, 4 states, 48 socket id. */
  private ResetOutcome destroy(int family, byte[] id, String whose) {
    NetlinkMessage request =
        new NetlinkMessage(SOCK_DESTROY, NetlinkMessage.NLM_F_ACK)
            .put8(family)
            .put8(IPPROTO_TCP)
            .put16(0)
            .put32(CONNECTED_STATES)
            .put(id);
    try {
      List<NetlinkReply> unused = socket.request(request, "SOCK_DESTROY", whose);
      return new ResetOutcome(1, 0, true);
    } catch (SystemCallException e) {
      return switch (e.errno()) {
        case Errno.ENOENT -> new ResetOutcome(0, 1, true);
        case Errno.EOPNOTSUPP, Errno.EPERM -> new ResetOutcome(0, 0, false);
        default -> throw e;
      };
    }
  }

  private static byte[] hasSource(InetAddress vip) {
    return condition(vip instanceof Inet4Address ? AF_INET : AF_INET6, vip.getAddress(), ANY_PORT);
  }

  /**
   * The kernel's filter for a source (linux/inet_diag.h): inet_diag_bc_op with 1 byte code, 1 step
   * when true, 2 step when false; then inet_diag_hostcond with 1 family, 1 prefix length, 2
   * padding, 4 port, address. A step that ends 4 bytes past the end means "no". Without an address
   * and a family only the port counts.
   */
  private static byte[] condition(int family, byte[] address, int port) {
    int length = 12 + address.length;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.nativeOrder())
        .put((byte) INET_DIAG_BC_S_COND)
        .put((byte) length)
        .putShort((short) (length + 4))
        .put((byte) family)
        .put((byte) (address.length * Byte.SIZE))
        .putShort((short) 0)
        .putInt(port)
        .put(address)
        .array();
  }
}
