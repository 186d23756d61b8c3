package dev.baton.linux;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's state of a network interface.
 *
 * @param name its name
 * @param index its index, positive
 * @param mac its Ethernet address; empty for interfaces without one (loopback's counts as none)
 * @param up whether it is administratively up
 * @param carrier whether it has a carrier
 * @param mtu its MTU in bytes; 0 if it is not known
 */
public record NetworkInterfaceInfo(
    String name, int index, Optional<MacAddress> mac, boolean up, boolean carrier, int mtu) {
  /** Creates one with an unknown MTU. */
  public NetworkInterfaceInfo(
      String name, int index, Optional<MacAddress> mac, boolean up, boolean carrier) {
    this(name, index, mac, up, carrier, 0);
  }

  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;

  private static final int RTM_GETLINK = 18;
  // ifinfomsg: 1 family, 1 padding, 2 type, 4 index, 4 flags, 4 change mask (rtnetlink(7)).
  private static final int IFINFOMSG_BYTES = 16;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_ALT_IFNAME = 53;
  private static final int IFF_UP = 1;
  private static final int IFF_LOOPBACK = 8;
  // The driver reports a carrier (netdevice(7)). IFF_RUNNING is set later.
  private static final int IFF_LOWER_UP = 0x10000;
  private static final int IFNAME_MAX_BYTES = 15;
  private static final int ALT_IFNAME_MAX_BYTES = 127;

  /**
   * Finds an interface by its name.
   *
   * @param name its name, 1 to 15 bytes, or one of its alternative names (ip-link(8), altname), up
   *     to 127; the result has its first name
   * @return the present state; empty when there is no such interface
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public static Optional<NetworkInterfaceInfo> lookup(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > ALT_IFNAME_MAX_BYTES) {
      return Optional.empty();
    }
    Optional<NetworkInterfaceInfo> named =
        bytes.length > IFNAME_MAX_BYTES ? Optional.empty() : lookup(name, IFLA_IFNAME, bytes);
    return named.or(() -> lookup(name, IFLA_ALT_IFNAME, bytes));
  }

  /**
   * Returns the interface of that name.
   *
   * @throws NoInterfaceException when there is none
   */
  public static NetworkInterfaceInfo require(String name) {
    return lookup(name).orElseThrow(() -> new NoInterfaceException(name, present()));
  }

  private static String present() {
    try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
      return all.map(NetworkInterface::getName).sorted().collect(Collectors.joining(", "));
    } catch (SocketException e) {
      return "unknown: " + e.getMessage();
    }
  }

  /**
   * Returns why the interface cannot carry VIPs now: it is down, or it has no carrier; empty if it
   * can.
   */
  public Optional<String> obstacle() {
    if (!up) {
      return Optional.of(name + " is down");
    }
    return carrier ? Optional.empty() : Optional.of(name + " has no carrier");
  }

  private static Optional<NetworkInterfaceInfo> lookup(String name, int attribute, byte[] bytes) {
    NetlinkMessage message =
        new NetlinkMessage(RTM_GETLINK, NetlinkMessage.NLM_F_ACK)
            .put(new byte[IFINFOMSG_BYTES])
            .attribute(attribute, Arrays.copyOf(bytes, bytes.length + 1));
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, 0)) {
      return socket.request(message, "RTM_GETLINK", name).stream()
          .filter(reply -> reply.type() == RTM_NEWLINK)
          .map(NetworkInterfaceInfo::decode)
          .findFirst();
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENODEV
          || (attribute == IFLA_ALT_IFNAME && e.errno() == Errno.EINVAL)) {
        return Optional.empty(); // EINVAL: a kernel before 5.5, which has no alternative names.
      }
      throw e;
    }
  }

  /**
   * Finds an interface's name.
   *
   * @param index its index, positive
   * @return its name; empty when there is no such interface
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public static Optional<String> nameOf(int index) {
    NetlinkMessage message =
        new NetlinkMessage(RTM_GETLINK, NetlinkMessage.NLM_F_ACK)
            .put32(0)
            .put32(index)
            .put32(0)
            .put32(0);
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, 0)) {
      return socket.request(message, "RTM_GETLINK", "interface " + index).stream()
          .filter(reply -> reply.type() == RTM_NEWLINK)
          .map(reply -> decode(reply).name())
          .findFirst();
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENODEV) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static NetworkInterfaceInfo decode(NetlinkReply reply) {
    int flags = reply.payload().getInt(8);
    SortedMap<Integer, byte[]> attributes = reply.attributes(IFINFOMSG_BYTES);
    Optional<MacAddress> mac =
        Optional.ofNullable(attributes.get(IFLA_ADDRESS))
            .filter(bytes -> bytes.length == MacAddress.BYTES && (flags & IFF_LOOPBACK) == 0)
            .map(MacAddress::of);
    return new NetworkInterfaceInfo(
        text(attributes.getOrDefault(IFLA_IFNAME, new byte[0])),
        reply.payload().getInt(4),
        mac,
        (flags & IFF_UP) != 0,
        (flags & IFF_LOWER_UP) != 0,
        number(attributes.get(IFLA_MTU)));
  }

  private static int number(byte @Nullable [] bytes) {
    return bytes == null || bytes.length != Integer.BYTES
        ? 0
        : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt();
  }

  private static String text(byte[] terminated) {
    String text = new String(terminated, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
