package dev.baton.lease.gate;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.LongSupplier;

/**
 * A gate that any thread can ask whether it is open at this moment. The answer comes from this
 * process's clock, without a call to the kernel and without waiting for the gate's owner. All
 * methods except {@link #isOpenNow} belong to the owner, as in every gate.
 *
 * <p>For observers it opens after the kernel's gate, and shuts before it. The kernel's gate has the
 * last word: it drops a packet of a thread that asked just before the lease ended, or was paused
 * after asking.
 */
public final class ObservedGate implements KernelGate {
  private final KernelGate kernel;
  private final LongSupplier nanoClock;
  private final long[] armedUntil = new long[SLOTS];
  private final boolean[] armed = new boolean[SLOTS];
  private final boolean[] acknowledged = new boolean[SLOTS];
  private boolean held;
  private volatile Optional<Long> openUntil = Optional.empty();

  /**
   * Creates a gate that can be observed.
   *
   * @param kernel the gate itself; closed with this one
   * @param nanoClock a monotonic clock in nanoseconds; any thread may call it
   */
  public ObservedGate(KernelGate kernel, LongSupplier nanoClock) {
    this.kernel = kernel;
    this.nanoClock = nanoClock;
  }

  /**
   * Tells whether traffic passes at this moment: the VIPs are held, and an acknowledged countdown
   * runs.
   */
  public boolean isOpenNow() {
    return openUntil.filter(until -> until - nanoClock.getAsLong() > 0).isPresent();
  }

  @Override
  public List<InetAddress> guarded() {
    return kernel.guarded();
  }

  @Override
  public SortedSet<Integer> guardedPorts() {
    return kernel.guardedPorts();
  }

  @Override
  public void guard(List<InetAddress> vips, SortedSet<Integer> ports) {
    forget();
    kernel.guard(vips, ports);
  }

  @Override
  public Optional<String> objection(InetAddress vip) {
    return kernel.objection(vip);
  }

  @Override
  public SortedMap<Integer, String> objections(SortedSet<Integer> ports) {
    return kernel.objections(ports);
  }

  @Override
  public void arm(int slot, Duration lease) {
    armed[slot] = false;
    acknowledged[slot] = false;
    publish();
    long until = nanoClock.getAsLong() + lease.toNanos();
    kernel.arm(slot, lease);
    armedUntil[slot] = until;
    armed[slot] = true;
  }

  @Override
  public void acknowledge(int slot) {
    kernel.acknowledge(slot);
    acknowledged[slot] = armed[slot];
    publish();
  }

  @Override
  public void open(long epoch, String session) {
    kernel.open(epoch, session);
    held = true;
    publish();
  }

  @Override
  public void shut() {
    forget();
    kernel.shut();
  }

  @Override
  public boolean isOpen() {
    return kernel.isOpen();
  }

  @Override
  public String describe() {
    return kernel.describe();
  }

  @Override
  public Duration minimumLease() {
    return kernel.minimumLease();
  }

  @Override
  public boolean placesAddresses() {
    return kernel.placesAddresses();
  }

  @Override
  public void dismantle() {
    forget();
    kernel.dismantle();
  }

  @Override
  public void close() {
    forget();
    kernel.close();
  }

  private void forget() {
    held = false;
    for (int slot = 0; slot < SLOTS; slot++) {
      armed[slot] = false;
      acknowledged[slot] = false;
    }
    publish();
  }

  private void publish() {
    Optional<Long> until = Optional.empty();
    for (int slot = 0; held && slot < SLOTS; slot++) {
      long end = armedUntil[slot];
      if (acknowledged[slot] && until.filter(other -> other - end >= 0).isEmpty()) {
        until = Optional.of(end);
      }
    }
    openUntil = until;
  }
}
