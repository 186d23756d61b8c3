package dev.baton.simulation;

import dev.baton.lease.gate.KernelGate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A kernel's gate: its countdowns run on the host's own clock whatever the keeper's process does.
 * It outlives the process, but not the boot.
 */
final class SimulatedGate implements KernelGate {
  private final LongSupplier clock;
  private final Dice grain;
  private final long[] runsUntil = new long[SLOTS];
  private final boolean[] acknowledged = new boolean[SLOTS];
  private List<InetAddress> guarded = List.of();
  private boolean held;
  private long heldEpoch;
  private String heldBy = "";

  /** A kernel that never had a gate; the clock is the host's. */
  SimulatedGate(LongSupplier clock, Dice grain) {
    this.clock = clock;
    this.grain = grain;
  }

  @Override
  public List<InetAddress> guarded() {
    return guarded;
  }

  @Override
  public SortedSet<Integer> guardedPorts() {
    return Collections.emptySortedSet();
  }

  @Override
  public void guard(List<InetAddress> vips, SortedSet<Integer> ports) {
    guarded = List.copyOf(vips);
    shut();
  }

  @Override
  public Optional<String> objection(InetAddress vip) {
    return Optional.empty();
  }

  @Override
  public SortedMap<Integer, String> objections(SortedSet<Integer> ports) {
    return Collections.emptySortedMap();
  }

  @Override
  public void dismantle() {
    guard(List.of());
  }

  @Override
  public void arm(int slot, Duration lease) {
    // The kernel counts in ticks of up to 10 ms and never ends a countdown early.
    runsUntil[slot] = clock.getAsLong() + lease.toNanos() + grain.micros(0, 10_000);
    acknowledged[slot] = false;
  }

  @Override
  public void acknowledge(int slot) {
    acknowledged[slot] = true;
  }

  @Override
  public void open(long epoch, String session) {
    held = true;
    heldEpoch = epoch;
    heldBy = session;
  }

  /** Whether it is open for that session. */
  boolean isOpenFor(String session) {
    return isOpen() && heldBy.equals(session);
  }

  /** Whether it is open for that epoch. */
  boolean isOpenFor(long epoch) {
    return isOpen() && heldEpoch == epoch;
  }

  @Override
  public void shut() {
    held = false;
    for (int slot = 0; slot < SLOTS; slot++) {
      acknowledged[slot] = false;
      runsUntil[slot] = Long.MIN_VALUE;
    }
  }

  @Override
  public boolean isOpen() {
    return held && IntStream.range(0, SLOTS).anyMatch(this::counts);
  }

  /** Whether it is open by the promises of others. */
  boolean isOpenByPromises() {
    return held && IntStream.range(PROMISE_SLOT, SLOTS).anyMatch(this::counts);
  }

  private boolean counts(int slot) {
    return acknowledged[slot] && clock.getAsLong() < runsUntil[slot];
  }

  @Override
  public String describe() {
    return "simulated";
  }

  @Override
  public Duration minimumLease() {
    return Duration.ofMillis(1);
  }

  @Override
  public boolean placesAddresses() {
    return false;
  }

  @Override
  public void close() {
    shut();
  }
}
