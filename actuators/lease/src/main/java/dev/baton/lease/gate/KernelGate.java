package dev.baton.lease.gate;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The gate of one cluster's VIPs in the kernel (rule G). Not thread-safe: one owner thread.
 *
 * <p>A lease is renewed in two steps. {@link #arm} starts the kernel's own countdown before the
 * keepalive is sent; {@link #acknowledge} only marks that countdown as acknowledged. So a process
 * that is paused at any line can neither extend nor reopen its lease: after the pause it marks a
 * countdown that has run on meanwhile. With one keepalive in flight, two slots suffice: the one
 * that counts and the next.
 *
 * <p>Every method throws {@link GateException} if the kernel refuses. The state in the kernel is
 * then what it was before the call.
 */
public interface KernelGate extends AutoCloseable {
  /** How many countdowns there are; slots are numbered from 0. */
  int SLOTS = 2;

  /**
   * The addresses that the kernel guards for this cluster now, as an earlier life of this process
   * may have left them. Read it before {@link #guard}, which replaces them.
   *
   * @return in no particular order, no address twice; empty where nothing outlives the process
   */
  List<InetAddress> guarded();

  /**
   * The TCP ports of a service that the kernel guards for this cluster now, as {@link #guarded};
   * without those that the gate was made for.
   *
   * @return empty where nothing outlives the process
   */
  SortedSet<Integer> guardedPorts();

  /**
   * Installs the guard for these VIPs and ports with everything shut; also what a starting keeper
   * calls first. Replaces an earlier guard of the same cluster. Idempotent.
   *
   * @param vips the cluster's addresses, IPv4 and IPv6, none with an {@link #objection}; empty
   *     removes the guard of addresses, while ports that the gate was made for stay guarded
   * @param ports TCP ports of a service, 1 to 65535, none with an {@link #objections}: at the
   *     host's own addresses, IPv4 and IPv6, for whoever is not on the host itself
   */
  void guard(List<InetAddress> vips, SortedSet<Integer> ports);

  /** Installs the guard for these VIPs, and no ports. */
  default void guard(List<InetAddress> vips) {
    guard(vips, Collections.emptySortedSet());
  }

  /**
   * Returns why this gate cannot guard that VIP, so that {@link #guard} must not be given it; empty
   * if it can.
   */
  Optional<String> objection(InetAddress vip);

  /**
   * Returns which of these TCP ports of a service this gate cannot guard, so that {@link #guard}
   * must not be given them, and why.
   *
   * @param ports 1 to 65535
   */
  SortedMap<Integer, String> objections(SortedSet<Integer> ports);

  /**
   * Starts the countdown of generation {@code slot} afresh and forgets that the slot was
   * acknowledged, in one step. To be called before the keepalive is sent.
   *
   * @param slot 0 or 1
   * @param lease how long the countdown runs; at least {@link #minimumLease}; parts of the kernel's
   *     unit are cut off, and with nftables it ends up to one tick late (10 ms at 100 Hz)
   */
  void arm(int slot, Duration lease);

  /**
   * The keepalive of that generation was acknowledged: until its countdown ends the slot counts.
   * Does not touch the countdown, so a call that comes too late opens nothing. Idempotent.
   *
   * @param slot 0 or 1
   */
  void acknowledge(int slot);

  /**
   * The VIPs are assigned: traffic passes while at least one slot is both acknowledged and not run
   * out. Idempotent.
   *
   * @param epoch the assignment's epoch, shown to people who read the ruleset
   * @param session the keeper's session, shown likewise
   */
  void open(long epoch, String session);

  /** Shuts at once, and forgets both slots. Idempotent. */
  void shut();

  /**
   * Tells whether a VIP's traffic passes at this moment, by the kernel's state. For status and
   * tests: the answer may be out of date when it arrives.
   *
   * @return true also if the guard itself has vanished, because then every packet passes
   */
  boolean isOpen();

  /**
   * How the gate is kept, for status and logs.
   *
   * @return one line
   */
  String describe();

  /**
   * The shortest lease that this gate can enforce.
   *
   * @return positive
   */
  Duration minimumLease();

  /**
   * Whether the gate itself adds and removes the addresses. Then nobody else may do it.
   *
   * @return true for address lifetimes, where having the address is being open
   */
  boolean placesAddresses();

  /**
   * Takes this cluster's guard out of the kernel, and the tables that no other cluster uses: where
   * a keeper ends in order. To be called when no VIP that was put is left on an interface.
   * Idempotent.
   */
  void dismantle();

  /**
   * Shuts, and frees what the process holds. The guard stays in the kernel unless it was {@link
   * #dismantle dismantled}: a VIP that was left on an interface stays silent. Idempotent.
   */
  @Override
  void close();
}
