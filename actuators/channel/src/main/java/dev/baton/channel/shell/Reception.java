package dev.baton.channel.shell;

import dev.baton.channel.core.DatagramFormat;
import dev.baton.channel.core.Keyring;
import dev.baton.channel.core.Opened;
import dev.baton.channel.core.Refusal;
import dev.baton.channel.core.SenderRates;
import dev.baton.model.ClusterId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all clusters of a process have in common: the keys, how much is taken from whom, and the
 * counts. Bytes are weighed first, then their seal is checked; only then is anything in them
 * believed. Thread-safe.
 */
public final class Reception {
  private final Supplier<? extends Optional<? extends Keyring>> keys;
  private final LongSupplier clock;
  private final ChannelCounts counts = new ChannelCounts();
  private final Map<ClusterId, Set<InetAddress>> members = new TreeMap<>();
  private final SenderRates rates;

  /**
   * Has no member yet.
   *
   * @param keys asked for each datagram, so it must be quick; empty: there is no channel
   * @param clock monotonic nanoseconds
   */
  public Reception(Supplier<? extends Optional<? extends Keyring>> keys, LongSupplier clock) {
    this.keys = keys;
    this.clock = clock;
    this.rates = new SenderRates(clock.getAsLong());
  }

  /** Returns what was sent, heard and refused since the start. */
  public ChannelCounts counts() {
    return counts;
  }

  /** Returns the keys of now; empty if there is no channel. */
  Optional<? extends Keyring> keys() {
    return keys.get();
  }

  /** Sets where a cluster's other members are; their addresses have rates of their own. */
  void members(ClusterId cluster, Collection<InetSocketAddress> addresses) {
    synchronized (rates) {
      Set<InetAddress> known = new LinkedHashSet<>();
      addresses.forEach(address -> known.add(address.getAddress()));
      members.put(cluster, known);
      if (known.isEmpty()) {
        members.remove(cluster);
      }
      Set<InetAddress> all = new LinkedHashSet<>();
      members.values().forEach(all::addAll);
      rates.members(all, clock.getAsLong());
    }
  }

  /** Takes what came in, and opens it if it is not too much. */
  Opened open(byte[] bytes, InetSocketAddress from) {
    if (!isTaken(from)) {
      return new Opened.Refused(Refusal.TOO_MANY);
    }
    Optional<? extends Keyring> now = keys();
    return now.isPresent()
        ? DatagramFormat.open(bytes, now.get())
        : new Opened.Refused(Refusal.NO_KEY);
  }

  private boolean isTaken(InetSocketAddress from) {
    synchronized (rates) {
      return rates.take(from.getAddress(), clock.getAsLong());
    }
  }

  /** Counts what is refused, and says so. */
  Outcome refuse(Refusal reason) {
    counts.countRefused(reason);
    return new Outcome.Refused(reason);
  }
}
