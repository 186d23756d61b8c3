package dev.baton.lease.shell;

import dev.baton.model.HostAddress;
import dev.baton.model.fact.IncidentKind;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a node is the place where a cluster's VIPs are reached: addresses and announcements on a LAN,
 * a probe's answer behind a cloud load balancer. The gate says whether traffic passes; this says
 * that it should come here.
 *
 * <p>Used by one thread, but for {@link Listener}, which is called from threads of its own.
 */
public interface VipAddresses extends AutoCloseable {

  /**
   * These are the cluster's addresses from now on. Takes away any of them, and any known from
   * before, that an earlier life has put and left; none that the host has on its own. Idempotent.
   *
   * @throws VipAddressesException when one cannot be taken away
   */
  void guard(List<InetAddress> vips);

  /**
   * Returns the addresses that the host has on its own: on whichever interface, none that is proven
   * to be put by Baton. Sorted, without loopback and link-local ones.
   *
   * @throws VipAddressesException when they cannot be read
   */
  List<HostAddress> ownAddresses();

  /** Returns why that VIP must not be put here; empty if it may, as far as is known. */
  default Optional<String> objection(InetAddress vip) {
    return Optional.empty();
  }

  /**
   * Puts every address. Idempotent.
   *
   * @throws VipAddressesException when one cannot be put, naming each such and why; none is left
   *     then
   */
  void put();

  /**
   * Puts the addresses that can be put. Idempotent.
   *
   * @return those that cannot, and why
   * @throws VipAddressesException when none can be put; none is left then
   */
  default Map<InetAddress, String> putSome() {
    put();
    return Map.of();
  }

  /** Announces every address now, and again and again until {@link #silence}. Does not block. */
  void announce();

  /** Announces nothing any more, and minds nobody else who does. Idempotent; does not block. */
  void silence();

  /**
   * Announces nothing any more and takes every address away. Idempotent.
   *
   * @throws VipAddressesException when an address cannot be taken away
   */
  void remove();

  /**
   * Resets the established connections to the addresses.
   *
   * @return how many; 0 also where the kernel cannot
   */
  int resetConnections();

  /** Says who is told of disturbances; before the first {@link #put}. */
  void listen(Listener listener);

  /** Returns one line for status and logs. */
  String describe();

  @Override
  void close();

  /** Is told what disturbs the addresses; called from any thread; must not block. */
  interface Listener {

    /**
     * Something happened.
     *
     * @param kind what; {@link IncidentKind#ADDRESS_LOST} asks for the address to be put back
     * @param subject the address or interface concerned
     * @param detail for people
     */
    void disturbed(IncidentKind kind, String subject, String detail);

    /**
     * The host can carry the addresses, or cannot, for want of a link for example.
     *
     * @param why why not; empty if it can
     */
    default void able(Optional<String> why) {}

    /**
     * The place of the addresses is another one now, an interface that was made anew: {@link
     * #guard} is asked for.
     *
     * @param why for people
     */
    default void rebound(String why) {}
  }
}
