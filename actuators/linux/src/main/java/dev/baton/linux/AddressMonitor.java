package dev.baton.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports changes of this host's addresses and links, as rtnetlink(7) does.
 *
 * <p>One thread waits for {@link #descriptor}, among others, and then calls {@link #read}. Nothing
 * is called back and nothing blocks.
 */
public final class AddressMonitor implements AutoCloseable {
  // linux/rtnetlink.h
  private static final int RTMGRP_LINK = 1;
  private static final int RTMGRP_IPV4_IFADDR = 0x10;
  private static final int RTMGRP_IPV6_IFADDR = 0x100;

  /** How many datagrams one call reads, so that many changes cannot block the loop. */
  private static final int BATCH = 64;

  private final NetlinkSocket socket =
      NetlinkSocket.open(
          NetlinkSocket.NETLINK_ROUTE, RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);

  /**
   * Returns the descriptor to wait for.
   *
   * @return readable when {@link #read} has a change
   */
  public Descriptor descriptor() {
    return socket.descriptor();
  }

  /**
   * Returns what has changed since the last call, in the kernel's order. Never blocks.
   *
   * @return a bounded list; if more changes wait, the descriptor stays readable
   */
  public List<NetworkChange> read() {
    List<NetworkChange> changes = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      List<NetlinkReply> replies = readOnce(changes);
      if (replies.isEmpty()) {
        break;
      }
      replies.forEach(reply -> decode(reply).ifPresent(changes::add));
    }
    return changes;
  }

  /** Ends the subscription. Idempotent. */
  @Override
  public void close() {
    socket.close();
  }

  private List<NetlinkReply> readOnce(List<NetworkChange> changes) {
    try {
      return socket.readNow();
    } catch (SystemCallException e) {
      if (e.errno() != Errno.ENOBUFS) {
        throw e;
      }
      changes.add(
          new NetworkChange
              .Overrun()); // netlink(7): after this error the socket can be used again.
      return List.of();
    }
  }

  private static Optional<NetworkChange> decode(NetlinkReply reply) {
    return switch (reply.type()) {
      case AssignedAddress.RTM_NEWADDR ->
          AssignedAddress.decode(reply).map(NetworkChange.AddressAdded::new);
      case AssignedAddress.RTM_DELADDR ->
          AssignedAddress.decode(reply).map(NetworkChange.AddressRemoved::new);
      case NetworkInterfaceInfo.RTM_NEWLINK ->
          Optional.of(new NetworkChange.LinkChanged(NetworkInterfaceInfo.decode(reply)));
      case NetworkInterfaceInfo.RTM_DELLINK ->
          Optional.of(new NetworkChange.LinkRemoved(NetworkInterfaceInfo.decode(reply)));
      default -> Optional.empty();
    };
  }
}
