package dev.baton.lease.gate;

import dev.baton.linux.AddressTable;
import dev.baton.linux.AssignedAddress;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.SystemCallException;
import dev.baton.linux.VipPreflight;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The gate without nftables: while it is open, the interface has the VIP, with a lifetime that the
 * kernel counts down. It is weaker than nftables, and {@link #describe} says so:
 *
 * <ul>
 *   <li>The kernel counts whole seconds and removes an address 0.01 to 0.26 s late (measured). So a
 *       lease must be {@link #minimumLease} or longer, and its last part stays unused.
 *   <li>A lifetime is relative to the call that sets it. A process that is paused between computing
 *       and setting it sets a lifetime that is too long, and removes the address as soon as it runs
 *       again. Between these two calls two nodes may answer.
 *   <li>Frames that a packet socket sends are not dropped.
 *   <li>No port can be guarded.
 * </ul>
 */
final class LifetimeGate implements KernelGate {
  /** The longest delay until the kernel removes an address, plus a reserve. */
  private static final Duration REMOVAL_DELAY = Duration.ofMillis(300);

  /** After the reserve a lifetime of 2 s is left, which is renewed after a third of the lease. */
  private static final Duration MINIMUM_LEASE = Duration.ofSeconds(3);

  private static final String NO_PORTS = "needs nftables, which this host does not have";

  private final String interfaceName;
  private final LongSupplier nanoClock;
  private final AddressTable table = new AddressTable();
  private final long[] armedUntil = new long[SLOTS];
  private final boolean[] armed = new boolean[SLOTS];

  private List<InetAddress> vips = List.of();
  private Optional<Long> leaseUntil = Optional.empty();
  private boolean held;

  /**
   * Creates the gate of one interface.
   *
   * @param nanoClock a monotonic clock in nanoseconds
   */
  LifetimeGate(String interfaceName, LongSupplier nanoClock) {
    this.interfaceName = interfaceName;
    this.nanoClock = nanoClock;
  }

  @Override
  public List<InetAddress> guarded() {
    return List.of();
  }

  @Override
  public SortedSet<Integer> guardedPorts() {
    return Collections.emptySortedSet();
  }

  @Override
  public void guard(List<InetAddress> wanted, SortedSet<Integer> ports) {
    if (!ports.isEmpty()) {
      throw new GateException("ports " + ports + ": " + NO_PORTS);
    }
    shut();
    vips = wanted.stream().distinct().toList();
    shut();
  }

  @Override
  public Optional<String> objection(InetAddress vip) {
    return Optional.empty();
  }

  @Override
  public SortedMap<Integer, String> objections(SortedSet<Integer> ports) {
    SortedMap<Integer, String> all = new TreeMap<>();
    ports.forEach(port -> all.put(port, NO_PORTS));
    return all;
  }

  @Override
  public void arm(int slot, Duration lease) {
    if (lease.compareTo(MINIMUM_LEASE) < 0) {
      throw new IllegalArgumentException(
          "address lifetimes need a lease of " + MINIMUM_LEASE + " at least, not " + lease);
    }
    armedUntil[slot] = nanoClock.getAsLong() + lease.toNanos();
    armed[slot] = true;
  }

  @Override
  public void acknowledge(int slot) {
    long until = armedUntil[slot];
    if (!armed[slot] || until - nanoClock.getAsLong() <= 0) {
      return;
    }
    if (leaseUntil.isEmpty() || until - leaseUntil.get() > 0) {
      leaseUntil = Optional.of(until);
    }
    renew();
  }

  @Override
  public void open(long epoch, String session) {
    held = true;
    renew();
  }

  @Override
  public void shut() {
    held = false;
    leaseUntil = Optional.empty();
    Arrays.fill(armed, false);
    removeAll();
  }

  @Override
  public boolean isOpen() {
    return index().stream()
        .flatMap(index -> table.list(index).stream())
        .map(AssignedAddress::address)
        .anyMatch(vips::contains);
  }

  @Override
  public String describe() {
    return "address lifetimes: whole seconds, a lease of 3 s at least, no hold on packet sockets";
  }

  @Override
  public Duration minimumLease() {
    return MINIMUM_LEASE;
  }

  @Override
  public boolean placesAddresses() {
    return true;
  }

  @Override
  public void dismantle() {
    guard(List.of());
  }

  @Override
  public void close() {
    try {
      shut();
    } finally {
      table.close();
    }
  }

  private void renew() {
    if (!held || leaseUntil.isEmpty()) {
      return;
    }
    long until = leaseUntil.get();
    Duration usable = Duration.ofNanos(until - nanoClock.getAsLong()).minus(REMOVAL_DELAY);
    Duration lifetime = Duration.ofSeconds(usable.toSeconds());
    if (usable.isNegative() || lifetime.isZero()) {
      return; // The time left is less than the kernel can count. The present lifetime runs out.
    }
    putAll(lifetime);
    long removedAt = nanoClock.getAsLong() + lifetime.plus(REMOVAL_DELAY).toNanos();
    if (removedAt - until > 0) {
      removeAll(); // The calls took longer than the time that was left.
    }
  }

  /** The interface may have been created again since, with another index. */
  private Optional<Integer> index() {
    return NetworkInterfaceInfo.lookup(interfaceName).map(NetworkInterfaceInfo::index);
  }

  private void putAll(Duration lifetime) {
    int index =
        index().orElseThrow(() -> new GateException("there is no interface " + interfaceName));
    List<String> refused = new ArrayList<>();
    for (InetAddress vip : vips) {
      try {
        table.add(index, vip, Optional.of(lifetime));
      } catch (SystemCallException e) {
        refused.add(VipPreflight.explain(interfaceName, vip, e));
      }
    }
    if (!refused.isEmpty()) {
      throw new GateException(String.join("; ", refused));
    }
  }

  private void removeAll() {
    index().ifPresent(index -> vips.forEach(vip -> table.remove(index, vip)));
  }
}
