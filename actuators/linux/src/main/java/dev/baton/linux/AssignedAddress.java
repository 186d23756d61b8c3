package dev.baton.linux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An address on an interface.
 *
 * @param interfaceIndex the interface
 * @param address the address
 * @param prefixLength the length of its network prefix in bits, 0 to 32 for IPv4, 0 to 128 for IPv6
 * @param flags the kernel's flags ({@code IFA_F_*} of linux/if_addr.h)
 * @param protocol which program has added it, as that program said (kernel 5.18); 0 if none said so
 */
public record AssignedAddress(
    int interfaceIndex, InetAddress address, int prefixLength, int flags, int protocol) {
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;

  // ifaddrmsg: 1 family, 1 prefix length, 1 flags, 1 scope, 4 interface index (rtnetlink(7)).
  static final int IFADDRMSG_BYTES = 8;
  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_FLAGS = 8;
  static final int IFA_PROTO = 11;

  /** Decodes a message; empty when it carries no address of a known length. */
  static Optional<AssignedAddress> decode(NetlinkReply reply) {
    SortedMap<Integer, byte[]> attributes = reply.attributes(IFADDRMSG_BYTES);
    // On point-to-point links IFA_ADDRESS is the peer and IFA_LOCAL is this host (linux/if_addr.h).
    byte[] local = attributes.getOrDefault(IFA_LOCAL, attributes.get(IFA_ADDRESS));
    if (local == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new AssignedAddress(
              reply.payload().getInt(4),
              InetAddress.getByAddress(local),
              Byte.toUnsignedInt(reply.payload().get(1)),
              flags(reply, attributes.get(IFA_FLAGS)),
              protocol(attributes.get(IFA_PROTO))));
    } catch (UnknownHostException e) {
      return Optional.empty(); // Neither 4 nor 16 bytes: another address family.
    }
  }

  /** The header has room for the first eight flags only. */
  private static int flags(NetlinkReply reply, byte @Nullable [] all) {
    return all == null
        ? Byte.toUnsignedInt(reply.payload().get(2))
        : ByteBuffer.wrap(all).order(ByteOrder.nativeOrder()).getInt();
  }

  private static int protocol(byte @Nullable [] said) {
    return said == null ? 0 : Byte.toUnsignedInt(said[0]);
  }

  /**
   * Tells whether it is a host address without a route of its own, which is how Baton adds VIPs.
   */
  boolean isBare() {
    boolean host = prefixLength == address.getAddress().length * Byte.SIZE;
    return host && (flags & AddressTable.IFA_F_NOPREFIXROUTE) != 0;
  }
}
