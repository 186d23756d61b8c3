package dev.baton.lease.shell;

import dev.baton.model.HostAddress;
import dev.baton.model.fact.IncidentKind;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How clients reach a cluster's VIPs on a node: addresses and announcements on a LAN, a probe's
 * answer behind a cloud load balancer. This brings traffic to the node; the gate decides whether it
 * passes.
 *
 * <p>Used by one thread, except {@link Listener}, which is called on other threads.
 */
public interface VipAddresses extends AutoCloseable {

  /**
   * Sets the cluster's VIPs. Removes those of them, and of the ones known before, that an earlier
   * process has added and left. Never removes the host's own addresses. Idempotent.
   *
   * @throws VipAddressesException when an address cannot be removed
   */
  void guard(List<InetAddress> vips);

  /**
   * Returns the host's own addresses on all interfaces, without those that Baton has provably
   * added. Sorted, without loopback and link-local addresses.
   *
   * @throws VipAddressesException when they cannot be read
   */
  List<HostAddress> ownAddresses();

  /** Returns why that VIP must not be added here; empty if it may, as far as is known. */
  default Optional<String> objection(InetAddress vip) {
    return Optional.empty();
  }

  /**
   * Adds every VIP. Idempotent.
   *
   * @throws VipAddressesException when one cannot be added, naming each such VIP and the reason;
   *     none is left then
   */
  void put();

  /**
   * Adds the VIPs that can be added. Idempotent.
   *
   * @return those that cannot be added, and why
   * @throws VipAddressesException when none can be added; none is left then
   */
  default Map<InetAddress, String> putSome() {
    put();
    return Map.of();
  }

  /** Announces every VIP now, and repeatedly until {@link #silence}. Does not block. */
  void announce();

  /**
   * Stops announcing, and stops reporting other hosts that announce. Idempotent; does not block.
   */
  void silence();

  /**
   * Stops announcing and removes every VIP. Idempotent.
   *
   * @throws VipAddressesException when an address cannot be removed
   */
  void remove();

  /**
   * Resets the established connections to the VIPs.
   *
   * @return how many; 0 also if the kernel cannot reset connections
   */
  int resetConnections();

  /** Sets the listener; before the first {@link #put}. */
  void listen(Listener listener);

  /** Returns one line for status and messages. */
  String describe();

  @Override
  void close();

  /** Receives what disturbs the addresses. Called on any thread; must not block. */
  interface Listener {

    /**
     * Something has happened.
     *
     * @param kind what; {@link IncidentKind#ADDRESS_LOST} asks for the address to be added again
     * @param subject the address or interface concerned
     * @param detail in words for operators
     */
    void disturbed(IncidentKind kind, String subject, String detail);

    /**
     * The host can carry the addresses, or it cannot, for example without a carrier.
     *
     * @param why why not; empty if it can
     */
    default void able(Optional<String> why) {}

    /**
     * The interface of the addresses was created again: the listener must call {@link #guard}.
     *
     * @param why in words for operators
     */
    default void rebound(String why) {}
  }
}
