package dev.baton.arp;

import dev.baton.lease.shell.OwnAddresses;
import dev.baton.lease.shell.VipAddresses;
import dev.baton.lease.shell.VipAddressesException;
import dev.baton.linux.AddressRecord;
import dev.baton.linux.AddressTable;
import dev.baton.linux.ErrnoDecision;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.NoInterfaceException;
import dev.baton.linux.SystemCallException;
import dev.baton.linux.VipPreflight;
import dev.baton.model.HostAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The VIPs on a LAN: their addresses on one interface, announced by ARP and neighbour discovery,
 * and watched for conflicts. A thread of its own sends the later announcements and listens; the
 * keeper's calls do not wait for it.
 *
 * <p>Must be created on a thread in the interface's network namespace. Its own thread then works in
 * the same namespace.
 */
public final class ArpVipAddresses implements VipAddresses {
  /** The longest wait of the watching thread. Everything that matters wakes it. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ArpVipAddresses.class);

  private final String interfaceName;
  private final LinkTracking tracking;
  private final AddressRecord record;
  private final AddressTable host;
  private final OwnAddresses own;
  private final LinkWatch links;
  private final Thread watcher;
  // Made in advance, so that the JVM does not load their classes during a move.
  private final Deed<Boolean> putting = this::putNow;
  private final Deed<Boolean> announcing = this::announceNow;
  private final Deed<Boolean> removing = this::removeNow;
  private final Deed<Integer> resetting = this::resetNow;
  private final Object lock = new Object();
  private Optional<ArpBinding> binding = Optional.empty();
  private Optional<List<InetAddress>> guarded = Optional.empty();
  private Optional<String> unable = Optional.empty();
  private int reboundTo;
  private Listener listener = (kind, subject, detail) -> {};
  private boolean closed;
  private boolean waiting;

  /**
   * Creates one that has added no address yet.
   *
   * @param interfaceName an Ethernet interface, by its name or an alternative name; it may be
   *     absent
   * @param tracking which state of the interface counts
   */
  public ArpVipAddresses(String interfaceName, LinkTracking tracking) {
    this(interfaceName, tracking, AddressRecord.none());
  }

  /**
   * Creates one that has added no address yet.
   *
   * @param record the addresses that the cluster's keeper may have added, in an earlier process too
   */
  public ArpVipAddresses(String interfaceName, LinkTracking tracking, AddressRecord record) {
    this.interfaceName = interfaceName;
    this.tracking = tracking;
    this.record = record;
    this.host = new AddressTable(record);
    this.own = new OwnAddresses(host);
    this.links = new LinkWatch(interfaceName, this::linkIs);
    this.watcher = new Thread(this::watch, "arp-" + interfaceName);
    watcher.setDaemon(true);
    watcher.start();
  }

  /**
   * Returns an interface's Ethernet address, which a cloned machine does not share.
   *
   * @throws dev.baton.linux.NoInterfaceException when there is no such interface
   * @throws IllegalArgumentException when it has no Ethernet address
   */
  public static String hardwareAddress(String interfaceName) {
    return NetworkInterfaceInfo.require(interfaceName)
        .mac()
        .orElseThrow(() -> new IllegalArgumentException(interfaceName + " has no Ethernet address"))
        .toString();
  }

  @Override
  public void listen(Listener told) {
    synchronized (lock) {
      listener = told;
      if (unable.isPresent()) {
        told.able(unable);
      }
    }
  }

  private void linkIs(Optional<NetworkInterfaceInfo> now) {
    synchronized (lock) {
      Optional<String> obstacle =
          now.isEmpty()
              ? Optional.of("there is no interface " + interfaceName)
              : now.filter(link -> tracking == LinkTracking.STATE)
                  .flatMap(NetworkInterfaceInfo::obstacle);
      if (!obstacle.equals(unable)) {
        unable = obstacle;
        listener.able(obstacle);
      }
      now.ifPresent(this::compare);
    }
  }

  /** Asks once for the gate on an interface that was created again, or that has appeared. */
  private void compare(NetworkInterfaceInfo link) {
    boolean same = binding.filter(bound -> bound.interfaceIndex() == link.index()).isPresent();
    if (same) {
      reboundTo = 0;
    } else if (guarded.isPresent() && (binding.isEmpty() || reboundTo != link.index())) {
      reboundTo = link.index();
      listener.rebound(interfaceName + " is another interface now, number " + link.index());
    }
  }

  @Override
  public void guard(List<InetAddress> vips) {
    attempt(
        "the VIPs cannot be taken off " + interfaceName,
        () -> {
          guarded = Optional.of(List.copyOf(vips));
          try {
            binding.ifPresent(ArpBinding::removeAddresses);
          } finally {
            closeBinding();
          }
          binding = open(vips);
          return binding.map(opened -> opened.removeLeftovers(List.of())).orElse(List.of());
        });
  }

  private LanEvents told() {
    return new DisturbanceReports(
        interfaceName,
        () -> listener,
        () -> binding.ifPresent(bound -> bound.announce(System.nanoTime())));
  }

  /** Without the interface there is no binding; the watch asks for it again. */
  private Optional<ArpBinding> open(List<InetAddress> vips) {
    try {
      return Optional.of(ArpBinding.open(interfaceName, vips, told(), record));
    } catch (NoInterfaceException e) {
      return Optional.empty();
    } catch (SystemCallException e) {
      if (ErrnoDecision.Call.OPEN_SOCKET.on(e.errno()) == ErrnoDecision.STOP) {
        throw new IllegalStateException(interfaceName + " cannot be used: " + e.getMessage(), e);
      }
      LOG.atWarn().addKeyValue("interface", interfaceName).log("not yet: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public List<HostAddress> ownAddresses() {
    return attempt("the host's addresses cannot be read", own::now);
  }

  @Override
  public Optional<String> objection(InetAddress vip) {
    return own.objection(vip).or(() -> VipPreflight.objection(interfaceName, vip));
  }

  @Override
  public void put() {
    attempt("the VIPs cannot be put on " + interfaceName, putting);
  }

  private boolean putNow() {
    Map<InetAddress, String> refused = held().putAddresses();
    if (!refused.isEmpty()) {
      held().removeAddresses();
      throw new VipAddressesException(String.join("; ", refused.values()));
    }
    return true;
  }

  @Override
  public Map<InetAddress, String> putSome() {
    return attempt(
        "the VIPs cannot be put on " + interfaceName,
        () -> {
          Map<InetAddress, String> refused = held().putAddresses();
          if (guarded.filter(vips -> refused.keySet().containsAll(vips)).isPresent()) {
            held().removeAddresses();
            throw new VipAddressesException(String.join("; ", refused.values()));
          }
          return refused;
        });
  }

  @Override
  public void announce() {
    attempt("the VIPs cannot be announced on " + interfaceName, announcing);
  }

  private boolean announceNow() {
    binding.ifPresent(bound -> bound.announce(System.nanoTime()));
    binding.ifPresent(ArpBinding::wake);
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
    binding.ifPresent(ArpBinding::silence);
    binding.ifPresent(ArpBinding::removeAddresses);
    return true;
  }

  @Override
  public int resetConnections() {
    return attempt("connections cannot be reset", resetting);
  }

  private int resetNow() {
    return binding.map(bound -> bound.resetConnections().destroyed()).orElse(0);
  }

  @Override
  public String describe() {
    return "addresses on " + interfaceName + ", announced by ARP and neighbour discovery";
  }

  @Override
  public void close() {
    links.close();
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
    if (guarded.isEmpty()) {
      throw new IllegalStateException("no VIPs are guarded yet");
    }
    return binding.orElseThrow(
        () -> new VipAddressesException("there is no interface " + interfaceName));
  }

  /** An operation that the kernel may refuse. */
  private interface Deed<T> {
    T run();
  }

  private <T> T attempt(String otherwise, Deed<T> deed) {
    synchronized (lock) {
      try {
        return deed.run();
      } catch (SystemCallException e) {
        throw new VipAddressesException(otherwise + ": " + e.getMessage(), e);
      } finally {
        lock.notifyAll();
      }
    }
  }

  /**
   * The descriptors must not be closed while the watcher waits for them. It is woken, and must then
   * find nothing to wait for, because it usually gets the lock first.
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
        follow(next.orElseThrow());
        next = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** If the sockets of the watch fail, it starts again after a pause. */
  private void follow(ArpBinding current) throws InterruptedException {
    try {
      turn(current);
    } catch (SystemCallException e) {
      synchronized (lock) {
        waiting = false;
        lock.notifyAll();
        if (binding.equals(Optional.of(current))) {
          listener.rebound("the watch over " + interfaceName + " has failed: " + e.getMessage());
          pause(System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos());
        }
      }
    }
  }

  private void pause(long until) throws InterruptedException {
    while (!closed && until - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(lock, until - System.nanoTime());
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
}
