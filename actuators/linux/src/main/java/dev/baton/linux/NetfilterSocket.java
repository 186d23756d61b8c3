package dev.baton.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Changes the kernel's nftables ruleset by netlink messages (linux/netfilter/nfnetlink.h). A batch
 * of changes takes effect at one instant, or not at all. Used by one thread at a time.
 *
 * <p>The socket belongs to the network namespace of the thread that opened it.
 */
public final class NetfilterSocket implements AutoCloseable {
  private static final int NFNL_SUBSYS_NFTABLES = 10;
  private static final int NFNL_MSG_BATCH_BEGIN = 16;
  private static final int NFNL_MSG_BATCH_END = 17;
  private static final int AF_UNSPEC = 0;
  private static final int NFNETLINK_V0 = 0;

  private final NetlinkSocket socket;

  private NetfilterSocket(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Opens a socket in the calling thread's network namespace. */
  public static NetfilterSocket open() {
    return new NetfilterSocket(NetlinkSocket.open(NetlinkSocket.NETLINK_NETFILTER, 0));
  }

  /**
   * Starts a message about nftables.
   *
   * @param type a number of {@code enum nf_tables_msg_types}
   * @param flags the message flags
   * @param family a number of {@code enum nfproto} that has tables
   */
  public static NetlinkMessage message(int type, int flags, int family) {
    return header(NFNL_SUBSYS_NFTABLES << Byte.SIZE | type, flags, family, 0);
  }

  /**
   * Carries out all changes in one batch, in this order, or none of them.
   *
   * @param changes made by {@link #message}; at least one; together smaller than a socket's send
   *     buffer
   * @param subject what this is about, for error messages
   * @throws SystemCallException with the first change that the kernel refused, numbered from 0
   */
  public void commit(List<NetlinkMessage> changes, String subject) {
    List<NetlinkMessage> batch = new ArrayList<>();
    batch.add(header(NFNL_MSG_BATCH_BEGIN, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES));
    batch.addAll(changes);
    batch.get(changes.size()).acknowledged();
    batch.add(header(NFNL_MSG_BATCH_END, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES));
    // If the kernel refuses the batch as such, it answers its first message only. Otherwise it
    // answers the last change in any case, after every error before it.
    SortedMap<Integer, Integer> words =
        socket.exchange(batch, index -> index == 0 || index == changes.size());
    for (Map.Entry<Integer, Integer> word : words.entrySet()) {
      if (word.getValue() != 0) {
        String which = word.getKey() == 0 ? "batch" : "change " + (word.getKey() - 1);
        throw new SystemCallException(word.getValue(), "nf_tables " + which, subject);
      }
    }
  }

  /** Closes the socket. Idempotent. */
  @Override
  public void close() {
    socket.close();
  }

  /**
   * nfgenmsg (linux/netfilter/nfnetlink.h): 1 byte family, 1 version, 2 resource id in network byte
   * order.
   */
  private static NetlinkMessage header(int type, int flags, int family, int resource) {
    return new NetlinkMessage(type, flags)
        .put8(family)
        .put8(NFNETLINK_V0)
        .put16(Libc.networkOrder(resource));
  }
}
