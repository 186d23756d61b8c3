package dev.baton.responder;

import dev.baton.lease.shell.OwnAddresses;
import dev.baton.lease.shell.VipAddresses;
import dev.baton.lease.shell.VipAddressesException;
import dev.baton.linux.AddressRecord;
import dev.baton.linux.AddressTable;
import dev.baton.linux.ResetOutcome;
import dev.baton.linux.SocketReset;
import dev.baton.linux.SystemCallException;
import dev.baton.model.HostAddress;
import dev.baton.model.fact.IncidentKind;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The VIPs behind a load balancer that probes: their addresses on one interface, if packets to them
 * arrive here, and the responder.
 *
 * <p>The responder listens from the first {@link #guard} on, when the gate guards its port. It
 * needs no announcement: the load balancer learns the new holder from the next probe. Must be
 * created on a thread in the network namespace of the load balancer's packets.
 */
public final class ResponderVipAddresses implements VipAddresses {
  private final AddressTable host;
  private final OwnAddresses own;
  private final ProbeEndpoint settings;
  private final Delivery delivery;
  private final BooleanSupplier holds;
  private final ResponderTally tally = new ResponderTally();
  private final SocketReset sockets = new SocketReset();
  private final Optional<WatchedAddresses> addresses;
  private volatile Listener listener = (kind, subject, detail) -> {};
  private Optional<Responder> responder = Optional.empty();
  private List<InetAddress> vips = List.of();

  /**
   * Creates one that does not listen yet.
   *
   * @param holds whether this node holds the VIPs at this moment; called often, by any thread
   * @throws IllegalArgumentException when there is no such interface
   */
  public ResponderVipAddresses(ProbeEndpoint settings, Delivery delivery, BooleanSupplier holds) {
    this(settings, delivery, holds, AddressRecord.none());
  }

  /**
   * Creates one that does not listen yet.
   *
   * @param holds whether this node holds the VIPs at this moment; called often, by any thread
   * @param record the addresses that the cluster's keeper may have added, in an earlier process too
   * @throws IllegalArgumentException when there is no such interface
   */
  public ResponderVipAddresses(
      ProbeEndpoint settings, Delivery delivery, BooleanSupplier holds, AddressRecord record) {
    this.host = new AddressTable(record);
    this.own = new OwnAddresses(host);
    this.settings = settings;
    this.delivery = delivery;
    this.holds = holds;
    this.addresses =
        delivery.addressesOn().map(name -> new WatchedAddresses(name, this::lost, record));
  }

  /** Returns how many probes were answered, and how; any thread. */
  public ResponderCounts answers() {
    return tally.counts();
  }

  @Override
  public void listen(Listener told) {
    listener = told;
  }

  @Override
  public void guard(List<InetAddress> wanted) {
    attempt(
        "the VIPs cannot be taken away",
        () -> {
          addresses.ifPresent(placed -> placed.guard(wanted));
          vips = List.copyOf(wanted);
          return true;
        });
    answerQuestions();
  }

  @Override
  public List<HostAddress> ownAddresses() {
    return attempt("the host's addresses cannot be read", own::now);
  }

  @Override
  public Optional<String> objection(InetAddress vip) {
    return own.objection(vip);
  }

  @Override
  public void put() {
    answerQuestions();
    attempt(
        "the VIPs cannot be put",
        () -> {
          addresses.ifPresent(WatchedAddresses::put);
          return true;
        });
  }

  @Override
  public void announce() {
    // The load balancer probes, so there is nothing to announce.
  }

  @Override
  public void silence() {
    // Nothing is announced.
  }

  @Override
  public void remove() {
    attempt(
        "the VIPs cannot be taken away",
        () -> {
          addresses.ifPresent(WatchedAddresses::remove);
          return true;
        });
  }

  @Override
  public int resetConnections() {
    return attempt(
        "connections cannot be reset",
        () ->
            Stream.concat(
                    vips.stream().map(sockets::reset),
                    Stream.concat(Stream.of(settings.port()), delivery.servicePorts().stream())
                        .map(sockets::resetPort))
                .reduce(ResetOutcome.NONE, ResetOutcome::plus)
                .destroyed());
  }

  @Override
  public String describe() {
    return "probes answered at port "
        + settings.port()
        + addresses
            .map(placed -> ", addresses on " + placed.interfaceName())
            .orElse(", no addresses");
  }

  @Override
  public void close() {
    responder.ifPresent(Responder::close);
    addresses.ifPresent(WatchedAddresses::close);
    sockets.close();
    host.close();
  }

  /** Starts the responder, or starts it again after it has ended. */
  private void answerQuestions() {
    if (responder.filter(Responder::isServing).isPresent()) {
      return;
    }
    responder.ifPresent(Responder::close);
    try {
      responder = Optional.of(new Responder(settings, holds, tally, this::lost));
    } catch (IOException e) {
      throw new VipAddressesException("probes cannot be answered: " + e.getMessage(), e);
    }
  }

  /** The keeper reacts by adding the addresses again, and releases the VIPs if that fails. */
  private void lost(String what) {
    listener.disturbed(IncidentKind.ADDRESS_LOST, "port " + settings.port(), what);
  }

  /** An operation that the kernel may refuse. */
  private interface Deed<T> {
    T run();
  }

  private static <T> T attempt(String otherwise, Deed<T> deed) {
    try {
      return deed.run();
    } catch (SystemCallException e) {
      throw new VipAddressesException(otherwise + ": " + e.getMessage(), e);
    }
  }
}
