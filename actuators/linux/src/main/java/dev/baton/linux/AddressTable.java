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
 * Adds VIPs to interfaces through rtnetlink, and removes what Baton has added and nothing else.
 * Used by one thread at a time.
 *
 * <p>A VIP is added as a host address (/32 or /128) without a route of its own, so removing it
 * changes no other address. An IPv6 VIP is added without duplicate address detection: the lease
 * already excludes a second holder, and detection would take a second. Its preferred lifetime is 0,
 * so no connection leaves the host from it unless a program asks for that (RFC 6724 section 5 rule
 * 3).
 *
 * <p>The proof that Baton has added an address is the address's protocol (kernel 5.18), which no
 * other program sets to {@link #PROTOCOL}. On older kernels it is the keeper's {@link
 * AddressRecord} together with the form described above. An address without proof belongs to the
 * host and is never changed.
 */
public final class AddressTable implements AutoCloseable {
  /**
   * The protocol of an address ({@code IFA_PROTO}) that Baton has added. The kernel uses 1 to 3.
   * There is no register for the others; daemons use their route protocol numbers (rtnetlink.h),
   * and 98 is none of them.
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

  /** Creates a table without a record, in the calling thread's network namespace. */
  public AddressTable() {
    this(AddressRecord.none());
  }

  /**
   * Creates a table in the calling thread's network namespace.
   *
   * @param record what an earlier process may have added, for kernels that do not store it
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

  /** Tells whether a kernel of that release stores who added an address. */
  static boolean remembersProtocol(String release) {
    Matcher parts = RELEASE.matcher(release);
    if (!parts.matches()) {
      return false;
    }
    int major = Integer.parseInt(parts.group(1));
    return major > 5 || (major == 5 && Integer.parseInt(parts.group(2)) >= 18);
  }

  /** Tells whether it is proven that Baton has added an address. */
  public boolean isProven(AssignedAddress assigned) {
    return assigned.protocol() == PROTOCOL
        || (!kernelRemembers
            && assigned.isBare()
            && record.recall().stream()
                .anyMatch(line -> line.address().equals(assigned.address())));
  }

  /**
   * Adds a VIP to an interface, or renews its lifetime if Baton has added it before. Idempotent.
   *
   * @param interfaceIndex the interface
   * @param vip the address
   * @param validFor whole seconds, at least 1, after which the kernel removes the address by itself
   *     (measured: 0.01 to 0.26 s later); empty: until {@link #remove}
   * @throws SystemCallException when the kernel refuses; EEXIST when the address is there and not
   *     proven to be Baton's
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
   * Removes a VIP from an interface if it is proven to be Baton's. Idempotent.
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
   * Removes an address from its interface if it is proven to be Baton's. Idempotent.
   *
   * @param assigned the address to remove, with its prefix length
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
   * Returns the host's own addresses, without those that Baton has added.
   *
   * @return in the kernel's order, IPv4 first, without loopback and link-local addresses
   */
  public List<AssignedAddress> own() {
    return listAll().stream()
        .filter(each -> !isProven(each))
        .filter(each -> !each.address().isLoopbackAddress())
        .filter(each -> !each.address().isLinkLocalAddress())
        .toList();
  }

  /**
   * Returns the addresses of one interface.
   *
   * @param interfaceIndex the interface
   * @return in the kernel's order, IPv4 first
   */
  public List<AssignedAddress> list(int interfaceIndex) {
    return listAll().stream().filter(each -> each.interfaceIndex() == interfaceIndex).toList();
  }

  /**
   * Returns the addresses of all interfaces of this network namespace.
   *
   * @return in the kernel's order, IPv4 first
   */
  public List<AssignedAddress> listAll() {
    return socket.dump(AddressTable::dumpRequest, "RTM_GETADDR", "all interfaces").stream()
        .filter(reply -> reply.type() == AssignedAddress.RTM_NEWADDR)
        .flatMap(reply -> AssignedAddress.decode(reply).stream())
        .toList();
  }

  /** Closes the socket; the addresses stay. Idempotent. */
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
