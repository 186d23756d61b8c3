package dev.baton.arp;

import dev.baton.linux.AddressMonitor;
import dev.baton.linux.AddressRecord;
import dev.baton.linux.AddressTable;
import dev.baton.linux.Descriptor;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.SocketReset;
import dev.baton.linux.SystemCallException;
import dev.baton.linux.Wakeup;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** The descriptors of an {@link ArpBinding}: all are open, or none is. */
final class BindingSockets implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AddressTable table;
  private final AddressMonitor monitor;
  private final RawSocket arp;
  private final RawSocket neighbor;
  private final SocketReset reset;
  private final Wakeup wakeup;

  BindingSockets(NetworkInterfaceInfo link, List<InetAddress> vips, AddressRecord record) {
    table = keep(() -> new AddressTable(record));
    monitor = keep(AddressMonitor::new);
    arp = keep(() -> RawSocket.open(link, RawSocket.Protocol.ARP, vips));
    neighbor = keep(() -> RawSocket.open(link, RawSocket.Protocol.NEIGHBOR_ADVERTISEMENT, vips));
    reset = keep(SocketReset::new);
    wakeup = keep(Wakeup::new);
  }

  AddressTable table() {
    return table;
  }

  AddressMonitor monitor() {
    return monitor;
  }

  RawSocket arp() {
    return arp;
  }

  RawSocket neighbor() {
    return neighbor;
  }

  SocketReset reset() {
    return reset;
  }

  Wakeup wakeup() {
    return wakeup;
  }

  /**
   * Returns the descriptors to wait for, in the order wakeup, monitor, ARP, neighbour
   * advertisements.
   */
  List<Descriptor> descriptors() {
    return List.of(
        wakeup.descriptor(), monitor.descriptor(), arp.descriptor(), neighbor.descriptor());
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("closing the sockets of a binding", e);
      }
    }
  }

  private <T extends AutoCloseable> T keep(Supplier<T> opening) {
    try {
      T socket = opening.get();
      opened.push(socket);
      return socket;
    } catch (SystemCallException e) {
      close();
      throw e;
    }
  }
}
