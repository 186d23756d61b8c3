package dev.baton.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts VIPs on interfaces, and takes off what Baton put there and nothing else, through rtnetlink.
 * One thread at a time.
 *
 * <p>A VIP is put as a host address (/32 or /128) without a route of its own, so that removing it
 * touches no other address. An IPv6 VIP is put without duplicate address detection (the lease has
 * settled that already, and detection would cost a second) and with a preferred lifetime of 0, so
 * that no connection leaves the host from it unless a program asks for it (RFC 6724 section 5 rule
 * 3).
 *
 * <p>What Baton put is proven by the address's protocol (kernel 5.18), which nobody else sets to
 * {@link #PROTOCOL}; before that by the keeper's {@link AddressRecord}, for an address that has the
 * shape described above. What is not proven is the host's own, and is never touched.
 */
public final class AddressTable implements AutoCloseable {
  /**
   * By whom an address was put ({@code IFA_PROTO}): Baton. Below 4 are the kernel's own; others
   * have no register, and daemons use the numbers that they have for routes (rtnetlink.h), of which
   * this is none.
   */
  public static final int PROTOCOL = 98;

  private static final Logger LOG = LoggerFactory.getLogger(AddressTable.class);
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int RTM_GETADDR = 22;
  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_F_NODAD = 0x02;
  static final int IFA_F_NOPREFIXROUTE = 0x200;
  private static final int FOREVER = 0xffff_ffff;
  private static final int ALL_INTERFACES = 0;

  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");

  private final NetlinkExchange socket;
  private final AddressRecord record;
  private final boolean kernelRemembers;

  /** A table without a record, in the calling thread's network namespace. */
  public AddressTable() {
    this(AddressRecord.none());
  }

  /**
   * A table in the calling thread's network namespace.
   *
   * @param record the proof of what an earlier life put, where the kernel keeps none
   */
  public AddressTable(AddressRecord record) {
    this(record, remembersProtocol(System.getProperty("os.version", "")));
  }

  AddressTable(AddressRecord record, boolean kernelRemembers) {
    this(record, kernelRemembers, NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, 0));
  }

  AddressTable(AddressRecord record, boolean kernelRemembers, NetlinkExchange socket) {
    this.socket = socket;
    this.record = record;
    this.kernelRemembers = kernelRemembers;
  }

  /** Tells whether a kernel of that release remembers by whom an address was put. */
  static boolean remembersProtocol(String release) {
    Matcher parts = RELEASE.matcher(release);
    if (!parts.matches()) {
      return false;
    }
    int major = Integer.parseInt(parts.group(1));
    return major > 5 || (major == 5 && Integer.parseInt(parts.group(2)) >= 18);
  }

  /** Tells whether it is proven that Baton put an address. */
  public boolean isProven(AssignedAddress assigned) {
    return assigned.protocol() == PROTOCOL
        || (!kernelRemembers
            && assigned.isBare()
            && record.recall().stream()
                .anyMatch(line -> line.address().equals(assigned.address())));
  }

  /**
   * Puts a VIP on an interface, or renews its lifetime when Baton has put it there. Idempotent.
   *
   * @param interfaceIndex the interface
   * @param vip the address
   * @param validFor whole seconds, at least 1, after which the kernel itself removes the address
   *     (measured: 0.01 to 0.26 s later); empty: until {@link #remove}
   * @throws SystemCallException when the kernel refuses; EEXIST when it is there and not proven to
   *     be Baton's
   */
  public void add(int interfaceIndex, InetAddress vip, Optional<Duration> validFor) {
    try {
      put(interfaceIndex, vip, validFor, NetlinkMessage.NLM_F_EXCL);
    } catch (SystemCallException e) {
      boolean ours =
          e.errno() == Errno.EEXIST
              && listAll().stream()
                  .filter(each -> each.interfaceIndex() == interfaceIndex)
                  .filter(each -> each.address().equals(vip))
                  .allMatch(this::isProven);
      if (!ours) {
        throw e;
      }
      put(interfaceIndex, vip, validFor, NetlinkMessage.NLM_F_REPLACE);
    }
  }

  private void put(int interfaceIndex, InetAddress vip, Optional<Duration> validFor, int how) {
    int valid = validFor.map(AddressTable::wholeSeconds).orElse(FOREVER);
    boolean v4 = vip instanceof Inet4Address;
    int flags = v4 ? IFA_F_NOPREFIXROUTE : IFA_F_NOPREFIXROUTE | IFA_F_NODAD;
    int creation = NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | how;
    NetlinkMessage message =
        header(
                AssignedAddress.RTM_NEWADDR,
                creation,
                interfaceIndex,
                vip,
                vip.getAddress().length * Byte.SIZE)
            .attribute32(AssignedAddress.IFA_FLAGS, flags)
            .attribute(AssignedAddress.IFA_PROTO, new byte[] {PROTOCOL})
            .attribute(IFA_CACHEINFO, lifetimes(v4 ? valid : 0, valid));
    socket.request(message, "RTM_NEWADDR", subject(interfaceIndex, vip));
  }

  /**
   * Takes a VIP off an interface, if it is proven Baton's. Idempotent.
   *
   * @param interfaceIndex the interface
   * @param vip the address
   * @return whether it was there and was Baton's
   * @throws SystemCallException when the kernel refuses
   */
  public boolean remove(int interfaceIndex, InetAddress vip) {
    return list(interfaceIndex).stream()
            .filter(each -> each.address().equals(vip))
            .filter(this::remove)
            .count()
        > 0;
  }

  /**
   * Takes an address off its interface, if it is proven Baton's. Idempotent.
   *
   * @param assigned what to remove, with the prefix length it has
   * @return whether it was there and was Baton's
   * @throws SystemCallException when the kernel refuses
   */
  public boolean remove(AssignedAddress assigned) {
    if (!isProven(assigned)) {
      return false;
    }
    String subject = subject(assigned.interfaceIndex(), assigned.address());
    try {
      socket.request(
          header(
              AssignedAddress.RTM_DELADDR,
              NetlinkMessage.NLM_F_ACK,
              assigned.interfaceIndex(),
              assigned.address(),
              assigned.prefixLength()),
          "RTM_DELADDR",
          subject);
      LOG.atInfo()
          .addKeyValue("address", assigned.address().getHostAddress())
          .addKeyValue("prefixLength", assigned.prefixLength())
          .addKeyValue("interfaceIndex", assigned.interfaceIndex())
          .log("address removed, which Baton had put");
      return true;
    } catch (SystemCallException e) {
      if (ErrnoDecision.Call.REMOVE_ADDRESS.on(e.errno()) == ErrnoDecision.DONE) {
        return false;
      }
      throw e;
    }
  }

  /**
   * The addresses that the host has on its own, none that Baton put.
   *
   * @return in the kernel's order, IPv4 first, without loopback and link-local ones
   */
  public List<AssignedAddress> own() {
    return listAll().stream()
        .filter(each -> !isProven(each))
        .filter(each -> !each.address().isLoopbackAddress())
        .filter(each -> !each.address().isLinkLocalAddress())
        .toList();
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

  private static NetlinkMessage header(
      int type, int flags, int interfaceIndex, InetAddress address, int prefixLength) {
    return new NetlinkMessage(type, flags)
        .put8(address instanceof Inet4Address ? AF_INET : AF_INET6)
        .put8(prefixLength)
        .put8(0)
        .put8(0)
        .put32(interfaceIndex)
        .attribute(AssignedAddress.IFA_LOCAL, address.getAddress())
        .attribute(AssignedAddress.IFA_ADDRESS, address.getAddress());
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
