package dev.baton.arp;

import dev.baton.linux.AddressRecord;
import dev.baton.linux.AssignedAddress;
import dev.baton.linux.Libc;
import dev.baton.linux.MacAddress;
import dev.baton.linux.NetworkChange;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.ResetOutcome;
import dev.baton.linux.SystemCallException;
import dev.baton.linux.VipPreflight;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The VIPs of one cluster on one interface: it adds and removes the addresses, announces them and
 * watches for conflicts. All methods except {@link #wake} belong to one thread, which calls {@link
 * #pump} again and again. A binding must be opened on a thread in the interface's network
 * namespace.
 *
 * <p>To take the VIPs, in this order: the gate is armed and acknowledged, {@link #putAddresses},
 * the gate is opened, {@link #announce}. To release them: the gate is shut, {@link #silence},
 * {@link #resetConnections} while the addresses from which the resets come are still there, {@link
 * #removeAddresses}. At the start: the gate's table is installed, {@link #removeLeftovers}. An
 * interface that is deleted and created again is another interface and needs a new binding.
 */
public final class ArpBinding implements AutoCloseable {
  /**
   * The longest Ethernet frame with a VLAN tag, without jumbo frames. Our own frames have at most
   * 86 bytes.
   */
  private static final int FRAME_BYTES = 1518;

  /** How many frames are handled in one turn, so that a flood of frames cannot block the loop. */
  private static final int FRAMES_PER_TURN = 64;

  /** More frames than a socket's buffer holds (net.core.rmem_default, 200 KiB). */
  private static final int FRAMES_WAITING = 1024;

  private final AddressRecord record;
  private final List<InetAddress> vips;
  private final LanEvents events;
  private final BindingSockets sockets;
  private final Set<InetAddress> lost = new HashSet<>();
  private final byte[] frame = new byte[FRAME_BYTES];
  private NetworkInterfaceInfo link;
  private Announcer announcer;
  private ConflictWatch watch;
  private boolean placed;

  private ArpBinding(
      NetworkInterfaceInfo link, List<InetAddress> vips, LanEvents events, AddressRecord record) {
    this.record = record;
    this.link = link;
    this.vips = List.copyOf(vips);
    this.events = events;
    this.sockets = new BindingSockets(link, this.vips, record);
    this.announcer = new Announcer(link.mac().orElseThrow(), this.vips);
    this.watch = new ConflictWatch(link, this.vips);
  }

  /**
   * Opens a binding. Changes nothing on the interface.
   *
   * @param interfaceName an Ethernet interface
   * @param vips the cluster's VIPs, IPv4 and IPv6
   * @param events receives what happens
   * @return the open binding
   * @throws IllegalArgumentException when there is no such interface, or it has no Ethernet address
   * @throws SystemCallException when the kernel refuses, mostly for lack of CAP_NET_RAW
   */
  public static ArpBinding open(String interfaceName, List<InetAddress> vips, LanEvents events) {
    return open(interfaceName, vips, events, AddressRecord.none());
  }

  /**
   * Opens a binding, like {@link #open(String, List, LanEvents)}.
   *
   * @param record the addresses that the cluster's keeper may have added, in an earlier process too
   */
  public static ArpBinding open(
      String interfaceName, List<InetAddress> vips, LanEvents events, AddressRecord record) {
    NetworkInterfaceInfo link = NetworkInterfaceInfo.require(interfaceName);
    if (link.mac().isEmpty()) {
      throw new IllegalArgumentException(interfaceName + " has no Ethernet address");
    }
    return new ArpBinding(link, vips, events, record);
  }

  /**
   * Removes from the interface the addresses that an earlier process of the keeper left there: VIPs
   * and addresses of its record, and only those that Baton has provably added. After that the
   * record names the VIPs. Idempotent.
   *
   * @param more addresses to treat like the VIPs, such as those that an earlier gate names
   * @return what was removed
   */
  public List<AssignedAddress> removeLeftovers(List<InetAddress> more) {
    placed = false;
    List<InetAddress> recorded =
        record.recall().stream()
            .filter(line -> line.interfaceName().equals(link.name()))
            .map(AddressRecord.Line::address)
            .toList();
    List<AssignedAddress> removed =
        sockets.table().list(link.index()).stream()
            .filter(
                each ->
                    Stream.of(vips, more, recorded).anyMatch(all -> all.contains(each.address())))
            .filter(sockets.table()::remove)
            .toList();
    record.replace(link.name(), vips);
    return removed;
  }

  /** Returns the index of the interface on which this binding was opened. */
  public int interfaceIndex() {
    return link.index();
  }

  /**
   * Adds the VIPs to the interface, without an expiry. If the kernel refuses one, the others are
   * still added. Idempotent.
   *
   * @return those that could not be added, and why
   */
  public Map<InetAddress, String> putAddresses() {
    Map<InetAddress, String> refused = new LinkedHashMap<>();
    for (InetAddress vip : vips) {
      try {
        sockets.table().add(link.index(), vip, Optional.empty());
      } catch (SystemCallException e) {
        refused.put(vip, VipPreflight.explain(link.name(), vip, e));
      }
    }
    placed = true;
    lost.clear();
    lost.addAll(refused.keySet());
    return refused;
  }

  /**
   * Removes the VIPs from the interface. Idempotent.
   *
   * @throws SystemCallException when the kernel refuses; the others are removed then
   */
  public void removeAddresses() {
    placed = false;
    Optional<SystemCallException> refusal = Optional.empty();
    for (InetAddress vip : vips) {
      try {
        boolean unused = sockets.table().remove(link.index(), vip);
      } catch (SystemCallException e) {
        refusal = Optional.of(e);
      }
    }
    if (refusal.isPresent()) {
      throw refusal.orElseThrow();
    }
  }

  /**
   * Starts the rounds of announcements; {@link #pump} sends them. Conflicts are reported from now
   * on. Announcements of the previous holder that wait to be read are not reported as conflicts.
   *
   * @param now by {@link System#nanoTime}
   */
  public void announce(long now) {
    if (!announcer.isRunning()) {
      discard(sockets.arp());
      discard(sockets.neighbor());
    }
    announcer.start(now);
    sendDue(now);
  }

  /** Stops the announcements, and the reports of conflicts. Idempotent. */
  public void silence() {
    announcer.stop();
  }

  /**
   * Resets the TCP connections of the VIPs, so that clients reconnect at once instead of waiting
   * for a timeout.
   *
   * @return how many were reset, and whether this kernel can do it
   */
  public ResetOutcome resetConnections() {
    return vips.stream().map(sockets.reset()::reset).reduce(ResetOutcome.NONE, ResetOutcome::plus);
  }

  /**
   * Waits for an event and handles it: sends what is due, reports what happened. Returns after
   * that, when {@link #wake} was called, or at the deadline.
   *
   * @param deadline by {@link System#nanoTime}; in the past: handle what has happened and return
   */
  public void pump(long deadline) {
    handle(await(untilDue(deadline)));
  }

  /** Sends what is due. Returns the time until something is due again. */
  Duration untilDue(long deadline) {
    long now = System.nanoTime();
    sendDue(now);
    long wait = deadline - now;
    if (announcer.nextAt().isPresent()) {
      wait = Math.min(wait, announcer.nextAt().getAsLong() - now);
    }
    return Duration.ofNanos(Math.max(0, wait));
  }

  /**
   * Waits for an event. This is the only part of {@link #pump} that may run while another thread
   * uses the binding.
   *
   * @return the argument for {@link #handle}
   */
  BitSet await(Duration wait) {
    return Libc.awaitReadable(sockets.descriptors(), wait);
  }

  /** Ends the present wait in {@link #pump}, or the next one. Any thread may call it. */
  public void wake() {
    sockets.wakeup().wake();
  }

  /** Closes the sockets, and leaves the addresses as they are. Idempotent. */
  @Override
  public void close() {
    sockets.close();
  }

  /** Handles the events, and sends what is due. */
  void handle(BitSet ready) {
    if (ready.get(0)) {
      sockets.wakeup().clear();
    }
    if (ready.get(1)) {
      sockets.monitor().read().forEach(change -> change.map(new Changes()));
    }
    if (ready.get(2)) {
      examine(sockets.arp(), RawSocket.Protocol.ARP);
    }
    if (ready.get(3)) {
      examine(sockets.neighbor(), RawSocket.Protocol.NEIGHBOR_ADVERTISEMENT);
    }
    sendDue(System.nanoTime());
  }

  private void discard(RawSocket socket) {
    int waiting = FRAMES_WAITING;
    while (waiting > 0 && socket.receive(frame).isPresent()) {
      waiting--;
    }
  }

  private void examine(RawSocket socket, RawSocket.Protocol protocol) {
    for (int i = 0; i < FRAMES_PER_TURN; i++) {
      OptionalInt length = socket.receive(frame);
      if (length.isEmpty()) {
        return;
      }
      if (announcer.isRunning()) {
        watch
            .examine(protocol, frame, length.getAsInt(), System.nanoTime())
            .ifPresent(events::conflict);
      }
    }
  }

  /**
   * A frame that cannot be sent now, because the link is down or the gate is shut, is sent in the
   * next round.
   */
  private void sendDue(long now) {
    for (Announcement each : announcer.due(now)) {
      RawSocket socket = each.vip() instanceof Inet4Address ? sockets.arp() : sockets.neighbor();
      RawSocket.Sent unused = socket.send(each.frame().encode());
    }
  }

  private void reportLost() {
    if (!placed) {
      return;
    }
    List<InetAddress> present =
        sockets.table().list(link.index()).stream().map(AssignedAddress::address).toList();
    vips.stream()
        .filter(vip -> !present.contains(vip) && lost.add(vip))
        .forEach(events::addressLost);
  }

  private void adopt(NetworkInterfaceInfo now) {
    boolean wasUp = isUp(link);
    Optional<MacAddress> before = link.mac();
    boolean changed = now.mac().isPresent() && !now.mac().equals(before);
    if (changed) {
      useMac(now);
    }
    link = now;
    if (changed) {
      events.hardwareChanged(before.orElseThrow(), now.mac().orElseThrow());
    }
    if (isUp(now) && !wasUp) {
      announceAgain();
      events.linkUp();
    } else if (wasUp && !isUp(now)) {
      events.linkDown();
    }
  }

  private void useMac(NetworkInterfaceInfo now) {
    boolean running = announcer.isRunning();
    announcer = new Announcer(now.mac().orElseThrow(), vips);
    watch = new ConflictWatch(now, vips);
    if (running) {
      announcer.start(System.nanoTime());
    }
  }

  private void announceAgain() {
    if (announcer.isRunning()) {
      announcer.start(System.nanoTime());
    }
  }

  private static boolean isUp(NetworkInterfaceInfo info) {
    return info.up() && info.carrier();
  }

  /**
   * Handles the kernel's changes of links and addresses. Each method returns whether the change
   * mattered.
   */
  private final class Changes implements NetworkChange.Cases<Boolean> {
    @Override
    public Boolean added(NetworkChange.AddressAdded change) {
      return false;
    }

    @Override
    public Boolean removed(NetworkChange.AddressRemoved change) {
      AssignedAddress gone = change.address();
      boolean ours = gone.interfaceIndex() == link.index() && vips.contains(gone.address());
      if (ours) {
        // Reads the addresses again: the change may be our own removal before a later put.
        reportLost();
      }
      return ours;
    }

    @Override
    public Boolean link(NetworkChange.LinkChanged change) {
      boolean ours = change.link().index() == link.index();
      if (ours) {
        adopt(change.link());
      }
      return ours;
    }

    @Override
    public Boolean linkRemoved(NetworkChange.LinkRemoved change) {
      boolean ours = change.link().index() == link.index();
      if (ours) {
        // The last message before the removal told whether the link was up. A removed link is
        // reported as down once.
        adopt(new NetworkInterfaceInfo(link.name(), link.index(), link.mac(), false, false));
      }
      return ours;
    }

    @Override
    public Boolean overrun(NetworkChange.Overrun change) {
      NetworkInterfaceInfo.lookup(link.name()).ifPresent(ArpBinding.this::adopt);
      reportLost();
      return true;
    }
  }
}
