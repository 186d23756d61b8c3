package dev.baton.arp;

import dev.baton.lease.linux.AddressRecord;
import dev.baton.lease.linux.AddressTable;
import dev.baton.lease.linux.NetworkInterfaceInfo;
import dev.baton.lease.linux.SystemCallException;
import dev.baton.lease.shell.OwnAddresses;
import dev.baton.lease.shell.Presence;
import dev.baton.lease.shell.PresenceException;
import dev.baton.model.HostAddress;
import dev.baton.model.IncidentKind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The VIPs on a LAN: their addresses on one interface, announced by ARP and neighbour discovery,
 * and watched. A thread of its own sends the later announcements and listens; the keeper's calls do
 * not wait for it.
 *
 * <p>To be created on a thread in the interface's network namespace: its thread follows it there.
 */
public final class ArpPresence implements Presence {
  /** The longest wait of the watching thread; everything that matters wakes it. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final String interfaceName;
  private final AddressRecord record;
  private final AddressTable host;
  private final OwnAddresses own;
  private final Thread watcher;
  // Made beforehand: when a move is under way is no time for the JVM to make their classes.
  private final Deed<Boolean> putting = this::putNow;
  private final Deed<Boolean> announcing = this::announceNow;
  private final Deed<Boolean> removing = this::removeNow;
  private final Deed<Integer> resetting = () -> held().resetConnections().destroyed();
  private final Object lock = new Object();
  private Optional<ArpBinding> binding = Optional.empty();
  private Listener listener = (kind, subject, detail) -> {};
  private boolean closed;
  private boolean waiting;

  /**
   * A presence without addresses.
   *
   * @param interfaceName an Ethernet interface
   * @throws IllegalArgumentException when there is no such interface, or it has no Ethernet address
   */
  public ArpPresence(String interfaceName) {
    this(interfaceName, AddressRecord.none());
  }

  /**
   * A presence without addresses.
   *
   * @param interfaceName an Ethernet interface
   * @param record what the cluster's keeper may have put, in an earlier life too
   * @throws IllegalArgumentException when there is no such interface, or it has no Ethernet address
   */
  public ArpPresence(String interfaceName, AddressRecord record) {
    this.interfaceName = interfaceName;
    this.record = record;
    this.host = new AddressTable(record);
    this.own = new OwnAddresses(host);
    String unused = hardwareAddress(interfaceName);
    this.watcher = new Thread(this::watch, "arp-" + interfaceName);
    watcher.setDaemon(true);
    watcher.start();
  }

  /**
   * Returns an interface's Ethernet address, which a cloned machine does not share.
   *
   * @throws IllegalArgumentException when there is no such interface, or it has no such address
   */
  public static String hardwareAddress(String interfaceName) {
    return NetworkInterfaceInfo.lookup(interfaceName)
        .orElseThrow(() -> new IllegalArgumentException("no interface " + interfaceName))
        .mac()
        .orElseThrow(() -> new IllegalArgumentException(interfaceName + " has no Ethernet address"))
        .toString();
  }

  @Override
  public void listen(Listener told) {
    synchronized (lock) {
      listener = told;
    }
  }

  @Override
  public void guard(List<InetAddress> vips) {
    attempt(
        "the VIPs cannot be taken off " + interfaceName,
        () -> {
          binding.ifPresent(ArpBinding::removeAddresses);
          closeBinding();
          ArpBinding opened = ArpBinding.open(interfaceName, vips, new Told(), record);
          binding = Optional.of(opened);
          return opened.removeLeftovers(List.of());
        });
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
    attempt("the VIPs cannot be put on " + interfaceName, putting);
  }

  private boolean putNow() {
    try {
      held().putAddresses();
    } catch (SystemCallException e) {
      held().removeAddresses();
      throw e;
    }
    return true;
  }

  @Override
  public void announce() {
    attempt("the VIPs cannot be announced on " + interfaceName, announcing);
  }

  private boolean announceNow() {
    held().announce(System.nanoTime());
    held().wake();
    return true;
  }

  @Override
  public void silence() {
    synchronized (lock) {
      binding.ifPresent(ArpBinding::silence);
    }
  }

  @Override
  public void remove() {
    attempt("the VIPs cannot be taken off " + interfaceName, removing);
  }

  private boolean removeNow() {
    held().silence();
    held().removeAddresses();
    return true;
  }

  @Override
  public int resetConnections() {
    return attempt("connections cannot be reset", resetting);
  }

  @Override
  public void rehearse() {
    attempt(
        "the rehearsal failed on " + interfaceName,
        () -> {
          held().removeAddresses();
          return held().rehearse() + held().resetConnections().destroyed();
        });
  }

  @Override
  public String describe() {
    return "addresses on " + interfaceName + ", announced by ARP and neighbour discovery";
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      binding.ifPresent(ArpBinding::wake);
      lock.notifyAll();
    }
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lock) {
      closeBinding();
      host.close();
    }
  }

  private ArpBinding held() {
    return binding.orElseThrow(() -> new IllegalStateException("no VIPs are guarded yet"));
  }

  /** Something that the kernel may refuse. */
  private interface Deed<T> {
    T run();
  }

  private <T> T attempt(String otherwise, Deed<T> deed) {
    synchronized (lock) {
      try {
        return deed.run();
      } catch (SystemCallException e) {
        throw new PresenceException(otherwise + ": " + e.getMessage(), e);
      } finally {
        lock.notifyAll();
      }
    }
  }

  /**
   * The descriptors must not be closed while the watcher waits for them. It is woken, and must find
   * nothing to wait for again: it is mostly the first to have the lock then.
   */
  private void closeBinding() {
    Optional<ArpBinding> old = binding;
    binding = Optional.empty();
    old.ifPresent(ArpBinding::wake);
    while (waiting) {
      try {
        lock.wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    old.ifPresent(ArpBinding::close);
  }

  private void watch() {
    try {
      Optional<ArpBinding> next = next();
      while (next.isPresent()) {
        turn(next.orElseThrow());
        next = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SystemCallException e) {
      synchronized (lock) {
        listener.disturbed(
            IncidentKind.ADDRESS_LOST,
            interfaceName,
            "the watch over the interface has ended: " + e.getMessage());
      }
    }
  }

  private Optional<ArpBinding> next() throws InterruptedException {
    synchronized (lock) {
      while (!closed && binding.isEmpty()) {
        lock.wait();
      }
      return closed ? Optional.empty() : binding;
    }
  }

  private void turn(ArpBinding current) {
    Duration wait;
    synchronized (lock) {
      if (closed || !binding.equals(Optional.of(current))) {
        return;
      }
      wait = current.untilDue(System.nanoTime() + LONGEST_WAIT.toNanos());
      waiting = true;
    }
    BitSet ready = current.await(wait);
    synchronized (lock) {
      waiting = false;
      lock.notifyAll();
      if (binding.equals(Optional.of(current))) {
        current.handle(ready);
      }
    }
  }

  /** Passes on what happens, with the lock held. */
  private final class Told implements LanEvents {
    @Override
    public void conflict(Conflict conflict) {
      held().announce(System.nanoTime());
      listener.disturbed(
          IncidentKind.ADDRESS_CONFLICT,
          conflict.vip().getHostAddress(),
          conflict.mac() + " spoke for it on " + conflict.interfaceName() + "; announced anew");
    }

    @Override
    public void addressLost(InetAddress vip) {
      listener.disturbed(
          IncidentKind.ADDRESS_LOST,
          vip.getHostAddress(),
          "somebody removed it from " + interfaceName);
    }

    @Override
    public void linkDown() {
      listener.disturbed(IncidentKind.LINK_DOWN, interfaceName, "no carrier, down or gone");
    }

    @Override
    public void linkUp() {
      listener.disturbed(IncidentKind.LINK_UP, interfaceName, "up with carrier");
    }
  }
}
