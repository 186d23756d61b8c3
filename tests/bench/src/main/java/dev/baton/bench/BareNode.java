package dev.baton.bench;

import dev.baton.arp.ArpVipAddresses;
import dev.baton.arp.LinkTracking;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.service.RealTimeThreads;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.linux.process.ExitWatch;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a failover costs at least on this machine: a program that makes the same system calls as a
 * node, in the same order, and sends one datagram. It has no log, no lease to renew, no keys, and
 * nobody to ask. It is compiled and warm like a node.
 *
 * <p>It is told in datagrams: a pid to watch, {@code release}, {@code word} and {@code rest}.
 */
final class BareNode {
  /** Where it listens. */
  static final int PORT = 9490;

  private static final Duration LEASE = Duration.ofHours(12);
  private static final int MOST_BYTES = 64;

  private final KernelGate gate;
  private final ArpVipAddresses addresses;
  private final DatagramChannel channel;
  private final SocketAddress peer;
  private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_BYTES);
  private boolean holds;

  private BareNode(KernelGate gate, ArpVipAddresses addresses, SocketAddress peer)
      throws IOException {
    this.gate = gate;
    this.addresses = addresses;
    this.peer = peer;
    this.channel = DatagramChannel.open().bind(new InetSocketAddress(PORT));
  }

  /** Arguments: the VIP, the other node's address, and whether it holds at first. */
  public static void main(String[] arguments) throws IOException {
    RealTimeThreads.useRealTime();
    RealTimeScheduling.first(Thread.currentThread());
    RealTimeScheduling.settle();
    KernelGate gate = KernelGates.detect("bare", Host.INTERFACE, why -> {}).gate();
    ArpVipAddresses addresses = new ArpVipAddresses(Host.INTERFACE, LinkTracking.STATE);
    InetAddress vip = InetAddress.getByName(arguments[0]);
    gate.guard(List.of(vip));
    addresses.guard(List.of(vip));
    SocketAddress peer = new InetSocketAddress(arguments[1], PORT);
    BareNode node = new BareNode(gate, addresses, peer);
    node.rest();
    if (Boolean.parseBoolean(arguments[2])) {
      node.take();
    }
    node.serve();
  }

  private void serve() throws IOException {
    while (true) {
      channel.receive(in.clear());
      String told = StandardCharsets.US_ASCII.decode(in.flip()).toString();
      switch (told) {
        case "word" -> take();
        case "release" -> letGo();
        case "rest" -> rest();
        default -> watch(Long.parseLong(told));
      }
    }
  }

  private synchronized void take() {
    if (!holds) {
      holds = true;
      addresses.put();
      gate.open(1, "bare");
      addresses.announce();
    }
  }

  private synchronized void letGo() throws IOException {
    if (holds) {
      holds = false;
      gate.shut();
      addresses.silence();
      channel.send(StandardCharsets.US_ASCII.encode("word"), peer);
    }
  }

  /** What takes no part in a move: the addresses leave, and a countdown is begun for the next. */
  private synchronized void rest() {
    if (!holds) {
      addresses.remove();
      gate.arm(0, LEASE);
      gate.acknowledge(0);
    }
  }

  private void watch(long pid) {
    ExitWatch running = ExitWatch.open(pid, Duration.ofMillis(1)).orElseThrow();
    Thread thread = new Thread(() -> follow(running), "watch " + pid);
    thread.setDaemon(true);
    RealTimeScheduling.first(thread);
    thread.start();
  }

  private void follow(ExitWatch running) {
    RealTimeScheduling.settle();
    try (running) {
      ExitWatch.Outcome unused = running.await(Optional.empty());
      letGo();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
