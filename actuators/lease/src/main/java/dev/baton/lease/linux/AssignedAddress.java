package dev.baton.lease.linux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An address on an interface.
 *
 * @param interfaceIndex the interface
 * @param address the address
 * @param prefixLength the length of its network prefix, 0 to 32 or 128
 */
public record AssignedAddress(int interfaceIndex, InetAddress address, int prefixLength) {
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;

  // ifaddrmsg: 1 family, 1 prefix length, 1 flags, 1 scope, 4 interface index (rtnetlink(7)).
  static final int IFADDRMSG_BYTES = 8;
  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;

  /** Reads one; empty when the message carries no address of a known length. */
  static Optional<AssignedAddress> decode(NetlinkReply reply) {
    SortedMap<Integer, byte[]> attributes = reply.attributes(IFADDRMSG_BYTES);
    // On point-to-point links IFA_ADDRESS is the peer and IFA_LOCAL our own (linux/if_addr.h).
    byte[] local = attributes.getOrDefault(IFA_LOCAL, attributes.get(IFA_ADDRESS));
    if (local == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new AssignedAddress(
              reply.payload().getInt(4),
              InetAddress.getByAddress(local),
              Byte.toUnsignedInt(reply.payload().get(1))));
    } catch (UnknownHostException e) {
      return Optional.empty(); // neither 4 nor 16 bytes: an address family that is not ours
    }
  }
}
