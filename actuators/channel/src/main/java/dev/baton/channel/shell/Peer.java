package dev.baton.channel.shell;

import dev.baton.model.SessionId;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Another member of the cluster, as far as this node has read.
 *
 * @param session its current one
 * @param addresses where it listens, one for each network that it announces; everything for it goes
 *     to all of them. At most {@value #MOST_ADDRESSES} are used
 */
public record Peer(SessionId session, List<InetSocketAddress> addresses) {
  /** The most addresses of a peer. */
  public static final int MOST_ADDRESSES = 4;

  /** Freezes the addresses; those whose names were not resolved are left out. */
  public Peer {
    addresses =
        addresses.stream()
            .filter(address -> !address.isUnresolved())
            .limit(MOST_ADDRESSES)
            .toList();
  }
}
