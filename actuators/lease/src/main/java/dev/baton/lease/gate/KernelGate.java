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
 * that counts and the next. Promises of other members have two slots of their own.
 *
 * <p>Every method throws {@link GateException} if the kernel refuses. The state in the kernel is
 * then what it was before the call.
 */
public interface KernelGate extends AutoCloseable {
  /** The first of the two slots for promises (rule H); those before it are for keepalives. */
  int PROMISE_SLOT = 2;

  /** How many countdowns there are; slots are numbered from 0. */
  int SLOTS = 4;

  /**
   * Returns the addresses that the kernel guards for this cluster now; an earlier process may have
   * left them. Read it before {@link #guard}, which replaces them.
   *
   * @return in no particular order, no address twice; empty if nothing survives the process
   */
  List<InetAddress> guarded();

  /**
   * Returns the TCP ports of a service that the kernel guards for this cluster now, like {@link
   * #guarded}; without those for which the gate was made.
   *
   * @return empty if nothing survives the process
   */
  SortedSet<Integer> guardedPorts();

  /**
   * Guards these VIPs and ports, with the gate shut. A starting keeper calls this first. Replaces
   * what was guarded for the same cluster before. Idempotent.
   *
   * @param vips the cluster's VIPs, IPv4 and IPv6, none with an {@link #objection}; if empty, no
   *     address is guarded, while ports for which the gate was made stay guarded
   * @param ports TCP ports of a service, 1 to 65535, none with an {@link #objections}: guarded at
   *     the host's own addresses, IPv4 and IPv6, for clients on other hosts
   */
  void guard(List<InetAddress> vips, SortedSet<Integer> ports);

  /** Guards these VIPs and no ports, with the gate shut. */
  default void guard(List<InetAddress> vips) {
    guard(vips, Collections.emptySortedSet());
  }

  /**
   * Returns why this gate cannot guard that VIP; empty if it can. A VIP with an objection must not
   * be passed to {@link #guard}.
   */
  Optional<String> objection(InetAddress vip);

  /**
   * Returns which of these TCP ports of a service this gate cannot guard, and why. They must not be
   * passed to {@link #guard}.
   *
   * @param ports 1 to 65535
   */
  SortedMap<Integer, String> objections(SortedSet<Integer> ports);

  /**
   * Starts the countdown of a slot again, and clears its acknowledgement, in one step. Called
   * before the keepalive is sent.
   *
   * @param slot below {@link #SLOTS}
   * @param lease the length of the countdown; at least {@link #minimumLease}; rounded down to the
   *     kernel's unit. With nftables it ends up to one tick late (10 ms at 100 Hz)
   */
  void arm(int slot, Duration lease);

  /**
   * Marks the slot's keepalive as acknowledged: the slot counts until its countdown ends. Does not
   * change the countdown, so a late call opens nothing. Idempotent.
   *
   * @param slot below {@link #SLOTS}
   */
  void acknowledge(int slot);

  /**
   * Marks the VIPs as held: traffic passes while at least one slot is acknowledged and its
   * countdown runs. Idempotent.
   *
   * @param epoch the assignment's epoch, shown in the ruleset for operators
   * @param session the keeper's session, shown in the ruleset for operators
   */
  void open(long epoch, String session);

  /** Shuts at once, and clears all slots. Idempotent. */
  void shut();

  /**
   * Tells whether a VIP's traffic passes at this moment, by the kernel's state. For status and
   * tests: the answer may be old when it arrives.
   *
   * @return true also if the tables are missing, because every packet passes then
   */
  boolean isOpen();

  /**
   * Describes how the gate is enforced, for status and messages.
   *
   * @return one line
   */
  String describe();

  /**
   * Returns the shortest lease that this gate can enforce.
   *
   * @return positive
   */
  Duration minimumLease();

  /**
   * Tells whether the gate itself adds and removes the addresses. If so, nothing else may do it.
   *
   * @return true for address lifetimes, where the gate is open while the interface has the address
   */
  boolean placesAddresses();

  /**
   * Removes this cluster's guard from the kernel, and the tables that no other cluster uses. A
   * keeper that ends in order calls this when none of its VIPs is left on an interface. Idempotent.
   */
  void dismantle();

  /**
   * Shuts the gate and closes the library. The guard stays in the kernel unless it was {@link
   * #dismantle dismantled}, so a VIP that was left on an interface stays silent. Idempotent.
   */
  @Override
  void close();
}
