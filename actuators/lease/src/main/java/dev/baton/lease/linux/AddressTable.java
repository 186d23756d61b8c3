package dev.baton.lease.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Puts VIPs on interfaces and takes them off, through rtnetlink. One thread at a time.
 *
 * <p>A VIP is put as a host address (/32 or /128) without a route of its own, so that removing it
 * touches no other address. An IPv6 VIP is put without duplicate address detection (the lease has
 * settled that already, and detection would cost a second) and with a preferred lifetime of 0, so
 * that no connection leaves the host from it unless a program asks for it (RFC 6724 section 5 rule
 * 3).
 */
public final class AddressTable implements AutoCloseable {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int RTM_GETADDR = 22;
  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_F_NODAD = 0x02;
  private static final int IFA_F_NOPREFIXROUTE = 0x200;
  private static final int FOREVER = 0xffff_ffff;
  private static final int ALL_INTERFACES = 0;

  private final NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, 0);

  /**
   * Puts a VIP on an interface, or renews its lifetime when it is there. Idempotent.
   *
   * @param interfaceIndex the interface
   * @param vip the address
   * @param validFor whole seconds, at least 1, after which the kernel itself removes the address
   *     (measured: 0.01 to 0.26 s later); empty: until {@link #remove}
   * @throws SystemCallException when the kernel refuses
   */
  public void add(int interfaceIndex, InetAddress vip, Optional<Duration> validFor) {
    int valid = validFor.map(AddressTable::wholeSeconds).orElse(FOREVER);
    boolean v4 = vip instanceof Inet4Address;
    int flags = v4 ? IFA_F_NOPREFIXROUTE : IFA_F_NOPREFIXROUTE | IFA_F_NODAD;
    int creation =
        NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_REPLACE;
    NetlinkMessage message =
        header(AssignedAddress.RTM_NEWADDR, creation, hostAddress(interfaceIndex, vip))
            .attribute32(IFA_FLAGS, flags)
            .attribute(IFA_CACHEINFO, lifetimes(v4 ? valid : 0, valid));
    socket.request(message, "RTM_NEWADDR", subject(interfaceIndex, vip));
  }

  /**
   * Takes an address off its interface. Idempotent.
   *
   * @param assigned what to remove, with the prefix length it has
   * @return whether it was there
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public boolean remove(AssignedAddress assigned) {
    String subject = subject(assigned.interfaceIndex(), assigned.address());
    try {
      socket.request(
          header(AssignedAddress.RTM_DELADDR, NetlinkMessage.NLM_F_ACK, assigned),
          "RTM_DELADDR",
          subject);
      return true;
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EADDRNOTAVAIL || e.errno() == Errno.ENODEV) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Takes a VIP off an interface, as {@link #add} put it there. Idempotent.
   *
   * @param interfaceIndex the interface
   * @param vip the address
   * @return whether it was there
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public boolean remove(int interfaceIndex, InetAddress vip) {
    return remove(hostAddress(interfaceIndex, vip));
  }

  /**
   * The addresses of one interface.
   *
   * @param interfaceIndex the interface
   * @return in the kernel's order, IPv4 first
   */
  public List<AssignedAddress> list(int interfaceIndex) {
    return listAll().stream().filter(each -> each.interfaceIndex() == interfaceIndex).toList();
  }

  /**
   * The addresses of all interfaces of this network namespace.
   *
   * @return in the kernel's order, IPv4 first
   */
  public List<AssignedAddress> listAll() {
    return socket.dump(AddressTable::dumpRequest, "RTM_GETADDR", "all interfaces").stream()
        .filter(reply -> reply.type() == AssignedAddress.RTM_NEWADDR)
        .flatMap(reply -> AssignedAddress.decode(reply).stream())
        .toList();
  }

  /** Closes the socket; addresses stay. Idempotent. */
  @Override
  public void close() {
    socket.close();
  }

  private static NetlinkMessage dumpRequest() {
    return new NetlinkMessage(RTM_GETADDR, NetlinkMessage.NLM_F_DUMP)
        .put32(0)
        .put32(ALL_INTERFACES);
  }

  private static NetlinkMessage header(int type, int flags, AssignedAddress assigned) {
    InetAddress address = assigned.address();
    return new NetlinkMessage(type, flags)
        .put8(address instanceof Inet4Address ? AF_INET : AF_INET6)
        .put8(assigned.prefixLength())
        .put8(0)
        .put8(0)
        .put32(assigned.interfaceIndex())
        .attribute(AssignedAddress.IFA_LOCAL, address.getAddress())
        .attribute(AssignedAddress.IFA_ADDRESS, address.getAddress());
  }

  private static AssignedAddress hostAddress(int interfaceIndex, InetAddress vip) {
    return new AssignedAddress(interfaceIndex, vip, vip.getAddress().length * Byte.SIZE);
  }

  /** ifa_cacheinfo: 4 preferred, 4 valid (seconds), 4 created, 4 updated (set by the kernel). */
  private static byte[] lifetimes(int preferred, int valid) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putInt(preferred)
        .putInt(valid)
        .array();
  }

  private static int wholeSeconds(Duration validFor) {
    long seconds = validFor.toSeconds();
    if (seconds < 1 || !validFor.equals(Duration.ofSeconds(seconds))) {
      throw new IllegalArgumentException("not whole seconds, at least 1: " + validFor);
    }
    return Math.toIntExact(seconds);
  }

  private static String subject(int interfaceIndex, InetAddress address) {
    return address.getHostAddress() + " on interface " + interfaceIndex;
  }
}
