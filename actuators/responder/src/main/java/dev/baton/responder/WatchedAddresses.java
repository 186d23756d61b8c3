package dev.baton.responder;

import dev.baton.linux.AddressMonitor;
import dev.baton.linux.AddressRecord;
import dev.baton.linux.AddressTable;
import dev.baton.linux.AssignedAddress;
import dev.baton.linux.Errno;
import dev.baton.linux.Libc;
import dev.baton.linux.NetworkChange;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.SystemCallException;
import dev.baton.linux.Wakeup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The VIPs on one interface of this host, and a watch for other programs that remove them. The VIPs
 * are not announced, because the load balancer decides where packets go. Thread-safe.
 */
final class WatchedAddresses implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final String interfaceName;
  private final Consumer<String> whenLost;
  private final AddressRecord record;
  private final AddressTable table;
  private final AddressMonitor monitor = new AddressMonitor();
  private final Wakeup wakeup = new Wakeup();
  private final Set<InetAddress> lost = new HashSet<>();
  private final Thread watcher;
  private List<InetAddress> vips = List.of();
  private boolean placed;
  private volatile boolean closed;

  /**
   * Opens the interface, in the network namespace of the calling thread. Changes nothing on it.
   *
   * @param whenLost called on a thread of its own, with the VIP that another program removed or
   *     with the reason why the watch has ended
   * @throws dev.baton.linux.NoInterfaceException when there is no such interface
   */
  WatchedAddresses(String interfaceName, Consumer<String> whenLost, AddressRecord record) {
    this.record = record;
    this.table = new AddressTable(record);
    this.interfaceName = NetworkInterfaceInfo.require(interfaceName).name();
    this.whenLost = whenLost;
    this.watcher = new Thread(this::watch, "addresses-" + interfaceName);
    watcher.setDaemon(true);
    watcher.start();
  }

  String interfaceName() {
    return interfaceName;
  }

  /**
   * Removes from the interface the addresses that an earlier process of the keeper left there, and
   * nothing else. Idempotent.
   */
  synchronized void guard(List<InetAddress> wanted) {
    remove();
    vips = List.copyOf(wanted);
    List<InetAddress> recorded =
        record.recall().stream()
            .filter(line -> line.interfaceName().equals(interfaceName))
            .map(AddressRecord.Line::address)
            .toList();
    index().map(table::list).orElse(List.of()).stream()
        .filter(each -> vips.contains(each.address()) || recorded.contains(each.address()))
        .forEach(table::remove);
    record.replace(interfaceName, vips);
  }

  /** Adds every VIP, or none if one cannot be added. Idempotent. */
  synchronized void put() {
    try {
      int index = index().orElseThrow(this::gone);
      vips.forEach(vip -> table.add(index, vip, Optional.empty()));
    } catch (SystemCallException e) {
      remove();
      throw e;
    }
    placed = true;
    lost.clear();
  }

  /** Removes every VIP from the interface. Idempotent. */
  synchronized void remove() {
    placed = false;
    index().ifPresent(index -> vips.forEach(vip -> table.remove(index, vip)));
  }

  /** The interface may have been created again since, with another index. */
  private Optional<Integer> index() {
    return NetworkInterfaceInfo.lookup(interfaceName).map(NetworkInterfaceInfo::index);
  }

  private SystemCallException gone() {
    return new SystemCallException(Errno.ENODEV, "RTM_NEWADDR", "on " + interfaceName);
  }

  /** Ends the watch, and leaves the addresses as they are. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    wakeup.wake();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // The watcher waits on these descriptors, so they must not be closed yet.
    }
    table.close();
    monitor.close();
    wakeup.close();
  }

  private void watch() {
    try {
      while (!closed) {
        if (Libc.awaitReadable(List.of(wakeup.descriptor(), monitor.descriptor()), LONGEST_WAIT)
                .get(1)
            && monitor.read().stream().anyMatch(change -> change.map(new Doubtful()))) {
          look();
        }
      }
    } catch (SystemCallException e) {
      whenLost.accept("the watch over " + interfaceName + " has ended: " + e.getMessage());
    }
  }

  /** Reads the addresses again: the change may be our own removal before a later put. */
  private synchronized void look() {
    if (!placed) {
      return;
    }
    List<InetAddress> present =
        index().map(table::list).orElse(List.of()).stream().map(AssignedAddress::address).toList();
    vips.stream()
        .filter(vip -> !present.contains(vip) && lost.add(vip))
        .forEach(vip -> whenLost.accept(vip.getHostAddress() + " was removed by another program"));
  }

  /** Tells whether a change can mean that a VIP is gone. */
  private static final class Doubtful implements NetworkChange.Cases<Boolean> {
    @Override
    public Boolean added(NetworkChange.AddressAdded change) {
      return false;
    }

    @Override
    public Boolean removed(NetworkChange.AddressRemoved change) {
      return true;
    }

    @Override
    public Boolean link(NetworkChange.LinkChanged change) {
      return false;
    }

    @Override
    public Boolean linkRemoved(NetworkChange.LinkRemoved change) {
      return true;
    }

    @Override
    public Boolean overrun(NetworkChange.Overrun change) {
      return true;
    }
  }
}
