package dev.baton.channel.shell;

import dev.baton.channel.core.Datagram;
import dev.baton.channel.core.Opened;
import dev.baton.channel.core.Refusal;
import dev.baton.model.ClusterId;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leads what one socket receives to the cluster that it is for. Which one that is is asked only
 * when the seal is right. Thread-safe.
 */
public final class Dispatch {
  private final Reception reception;
  private final Map<ClusterId, MemberChannel> channels = new ConcurrentHashMap<>();

  /** Serves no cluster yet. */
  public Dispatch(Reception reception) {
    this.reception = reception;
  }

  /**
   * Serves a cluster from now on.
   *
   * @param channel made with the same reception
   */
  public void add(MemberChannel channel) {
    channels.put(channel.cluster(), channel);
  }

  /** Serves a cluster no longer, and closes its channel. */
  public void remove(ClusterId cluster) {
    Optional.ofNullable(channels.remove(cluster)).ifPresent(MemberChannel::close);
  }

  /**
   * Takes what came in.
   *
   * @param bytes a datagram of the network, whatever it is
   * @param from who sent it, by its address
   */
  public Outcome received(byte[] bytes, InetSocketAddress from) {
    return reception
        .open(bytes, from)
        .match(
            new Opened.Cases<>() {
              @Override
              public Outcome sealed(Opened.Sealed sealed) {
                return dispatch(sealed.datagram(), from);
              }

              @Override
              public Outcome refused(Opened.Refused refused) {
                return reception.refuse(refused.reason());
              }
            });
  }

  private Outcome dispatch(Datagram datagram, InetSocketAddress from) {
    return Optional.ofNullable(channels.get(datagram.cluster()))
        .map(channel -> channel.received(datagram, from))
        .orElseGet(() -> reception.refuse(Refusal.OTHER_CLUSTER));
  }
}
