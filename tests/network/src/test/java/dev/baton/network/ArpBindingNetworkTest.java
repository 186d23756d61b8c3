package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.arp.ArpBinding;
import dev.baton.arp.Conflict;
import dev.baton.arp.ConflictWatch;
import dev.baton.arp.LanEvents;
import dev.baton.arp.RawSocket;
import dev.baton.arp.packet.ArpFrame;
import dev.baton.arp.packet.Frame;
import dev.baton.arp.packet.NeighborAdvertisement;
import dev.baton.compose.netlab.Host;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.linux.MacAddress;
import dev.baton.linux.ResetOutcome;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, announcements and the watch on a LAN of namespaces. */
final class ArpBindingNetworkTest {
  private static final InetAddress V4 = address("10.77.0.100");
  private static final InetAddress V6 = address("fd77::100");
  private static final MacAddress STRANGER = new MacAddress(0x0200_0000_0099L);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private TestLan lan;
  private Host client;
  private Host holder;
  private ArpBinding binding;

  @BeforeEach
  void makeLan() {
    Requirements.namespaces();
    lan = TestLan.create(3);
    client = lan.host(0);
    holder = lan.host(1);
    binding = binding(holder, new Recorder());
  }

  @AfterEach
  void deleteLan() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    if (lan != null) {
      lan.close();
    }
  }

  @Test
  void putsHostAddressesThatAreNobodysFirstChoice() {
    binding.putAddresses();
    binding.putAddresses();

    String shown = holder.ip("addr", "show", "dev", Host.INTERFACE);
    assertThat(shown).contains("10.77.0.100/32 scope global noprefixroute");
    assertThat(shown).contains("fd77::100/128 scope global nodad deprecated noprefixroute");
    assertThat(holder.ip("route", "show", "table", "main")).doesNotContain("10.77.0.100");
  }

  @Test
  void takesTheAddressesOffAgainAndNothingElse() {
    binding.putAddresses();

    binding.removeAddresses();
    binding.removeAddresses();

    assertThat(holder.ip("addr"))
        .doesNotContain("10.77.0.100")
        .doesNotContain("fd77::100")
        .contains(holder.v4().getHostAddress() + "/16", "fd77::b/64");
  }

  @Test
  void removesWhatAnEarlierLifeLeftOnItsInterfaceAndNothingThatItHadNotPut() {
    binding.putAddresses();
    holder.ip("addr", "add", "10.77.0.100/16", "dev", Host.INTERFACE);
    holder.ip("addr", "add", "fd77::100/64", "dev", "lo", "nodad");
    holder.ip("addr", "add", "10.77.0.99/32", "dev", Host.INTERFACE, "noprefixroute");

    var removed = binding.removeLeftovers(List.of(address("10.77.0.99")));

    assertThat(removed).extracting(each -> each.address()).containsExactlyInAnyOrder(V4, V6);
    assertThat(removed).extracting(each -> each.prefixLength()).containsOnly(32, 128);
    assertThat(binding.removeLeftovers(List.of())).isEmpty();
    assertThat(holder.ip("addr"))
        .contains(holder.v4().getHostAddress() + "/16")
        .contains("10.77.0.100/16", "fd77::100/64", "10.77.0.99/32");
  }

  @Test
  void putsNoAddressInThePlaceOfOneThatItHadNotPut() {
    holder.ip("addr", "add", "10.77.0.100/32", "dev", Host.INTERFACE);

    assertThat(binding.putAddresses())
        .containsOnlyKeys(V4)
        .extractingByKey(V4)
        .asString()
        .contains("EEXIST");

    binding.removeAddresses();
    assertThat(holder.ip("addr")).contains("10.77.0.100/32");
  }

  @Test
  void announcementsMoveWhatANeighbourHasCached() {
    for (InetAddress vip : List.of(V4, V6)) {
      client.ip(
          "neigh",
          "replace",
          vip.getHostAddress(),
          "lladdr",
          STRANGER.toString(),
          "dev",
          Host.INTERFACE,
          "nud",
          "stale");
    }
    binding.putAddresses();

    binding.announce(System.nanoTime());

    pumpUntil(
        () -> {
          String cache = client.ip("neigh", "show");
          return cache.split(holder.mac().toString(), -1).length == 3
              && !cache.contains(STRANGER.toString());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void reportsAnotherStationThatSpeaksForAVip(String vip) {
    binding.putAddresses();
    binding.announce(System.nanoTime());
    Host other = lan.host(2);

    raw(other, address(vip)).send(announcement(STRANGER, address(vip)).encode());

    pumpUntil(() -> events.equals(List.of("conflict " + vip + " " + STRANGER)));
  }

  @Test
  void seesNoConflictInItsOwnMoveFromTheHolderBefore() {
    ArpBinding next = binding(lan.host(2), new Recorder());
    binding.putAddresses();
    binding.announce(System.nanoTime());

    binding.silence();
    binding.removeAddresses();
    next.putAddresses();
    next.announce(System.nanoTime());

    await()
        .during(Duration.ofMillis(300))
        .until(
            () -> {
              binding.pump(System.nanoTime());
              next.pump(System.nanoTime());
              return events.isEmpty();
            });
  }

  @Test
  void noticesThatSomebodyRemovedAnAddress() {
    binding.putAddresses();

    holder.ip("addr", "del", "10.77.0.100/32", "dev", Host.INTERFACE);

    pumpUntil(() -> events.contains("lost 10.77.0.100"));
    binding.putAddresses();
    binding.pump(System.nanoTime());
    assertThat(events).containsExactly("lost 10.77.0.100");
  }

  @Test
  void doesNotMistakeItsOwnRemovalForALoss() {
    binding.putAddresses();
    binding.removeAddresses();
    binding.putAddresses();

    await()
        .during(Duration.ofMillis(200))
        .until(
            () -> {
              binding.pump(System.nanoTime());
              return events.isEmpty();
            });
  }

  @Test
  void reportsThatTheCableIsOutAndInAgain() {
    lan.cable(holder, "down");
    pumpUntil(() -> events.equals(List.of("down")));

    lan.cable(holder, "up");

    pumpUntil(() -> events.equals(List.of("down", "up")));
  }

  @Test
  void survivesAnInterfaceThatIsDown() {
    binding.announce(System.nanoTime());
    holder.ip("link", "set", Host.INTERFACE, "down");
    pumpUntil(() -> events.contains("down"));

    binding.announce(System.nanoTime());
    holder.ip("link", "set", Host.INTERFACE, "up");

    pumpUntil(() -> events.contains("up"));
  }

  @Test
  void anotherThreadEndsTheWait() {
    Thread waker = new Thread(binding::wake);
    waker.start();

    binding.pump(System.nanoTime() + Duration.ofSeconds(30).toNanos());

    assertThat(events).isEmpty();
  }

  @Test
  void resetsTheConnectionsOfTheVipsAndNoOthers() throws IOException {
    binding.putAddresses();
    try (ServerSocket server = holder.inside(() -> new ServerSocket(7008));
        Socket toV4 = client.inside(() -> new Socket(V4, 7008));
        Socket toV6 = client.inside(() -> new Socket(V6, 7008));
        Socket toHost = client.inside(() -> new Socket(holder.v4(), 7008));
        Socket v4Peer = server.accept();
        Socket v6Peer = server.accept();
        Socket hostPeer = server.accept()) {
      ResetOutcome outcome = holder.inside(() -> binding.resetConnections());
      Requirements.require(outcome.supported(), "SOCK_DESTROY (CONFIG_INET_DIAG_DESTROY)");

      assertThat(outcome).isEqualTo(new ResetOutcome(2, 0, true));
      assertReset(toV4);
      assertReset(toV6);
      hostPeer.getOutputStream().write(7);
      assertThat(toHost.getInputStream().read()).isEqualTo(7);
      assertThat(List.of(v4Peer, v6Peer)).allMatch(Socket::isConnected);
      assertThat(binding.resetConnections()).isEqualTo(ResetOutcome.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void aStaleAnnouncementDoesNotLeaveWhileTheGateIsShut(String vip) {
    Requirements.nftables();
    KernelGate gate = holder.inside(() -> KernelGates.nftables("web", Host.INTERFACE, why -> {}));
    opened.add(gate);
    Requirements.require(gate.describe().contains("egress"), "netdev egress hook (Linux 5.16)");
    gate.guard(List.of(address(vip)));
    RawSocket stale = raw(holder, address(vip));
    RawSocket ear = raw(client, address(vip));

    RawSocket.Sent shut = stale.send(announcement(holder.mac(), address(vip)).encode());
    gate.arm(0, LONG);
    gate.acknowledge(0);
    gate.open(1, "s1");
    RawSocket.Sent open = stale.send(announcement(STRANGER, address(vip)).encode());

    assertThat(shut).isEqualTo(RawSocket.Sent.DROPPED);
    assertThat(open).isEqualTo(RawSocket.Sent.SENT);
    assertThat(firstClaim(ear, address(vip))).isEqualTo(STRANGER);
  }

  /** The MAC of the first announcement of the VIP that arrives. */
  private MacAddress firstClaim(RawSocket ear, InetAddress vip) {
    ConflictWatch watch = new ConflictWatch(client.link(), List.of(vip));
    RawSocket.Protocol protocol = protocol(vip);
    byte[] buffer = new byte[256];
    List<MacAddress> heard = new ArrayList<>();
    await()
        .until(
            () -> {
              var length = ear.receive(buffer);
              length.ifPresent(
                  bytes ->
                      watch
                          .examine(protocol, buffer, bytes, System.nanoTime())
                          .ifPresent(conflict -> heard.add(conflict.mac())));
              return !heard.isEmpty();
            });
    return heard.get(0);
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  private void pumpUntil(Callable<Boolean> condition) {
    await()
        .until(
            () -> {
              binding.pump(System.nanoTime() + Duration.ofMillis(20).toNanos());
              return condition.call();
            });
  }

  private ArpBinding binding(Host host, LanEvents listener) {
    ArpBinding made = host.inside(() -> ArpBinding.open(Host.INTERFACE, List.of(V4, V6), listener));
    opened.add(made);
    return made;
  }

  private RawSocket raw(Host host, InetAddress vip) {
    RawSocket socket = host.inside(() -> RawSocket.open(host.link(), protocol(vip), List.of(vip)));
    opened.add(socket);
    return socket;
  }

  private static RawSocket.Protocol protocol(InetAddress vip) {
    return vip instanceof Inet4Address
        ? RawSocket.Protocol.ARP
        : RawSocket.Protocol.NEIGHBOR_ADVERTISEMENT;
  }

  private static Frame announcement(MacAddress mac, InetAddress vip) {
    return vip instanceof Inet4Address v4
        ? ArpFrame.gratuitousRequest(mac, v4)
        : NeighborAdvertisement.unsolicited(mac, (Inet6Address) vip);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  private final class Recorder implements LanEvents {
    @Override
    public void conflict(Conflict conflict) {
      // Java writes fd77:0:0:0:0:0:0:100 for what everybody else writes fd77::100.
      String vip = conflict.vip().getHostAddress().replace(":0:0:0:0:0:0:", "::");
      events.add("conflict " + vip + " " + conflict.mac());
    }

    @Override
    public void addressLost(InetAddress vip) {
      events.add("lost " + vip.getHostAddress());
    }

    @Override
    public void hardwareChanged(MacAddress before, MacAddress now) {
      events.add("hardware " + before + " to " + now);
    }

    @Override
    public void linkDown() {
      events.add("down");
    }

    @Override
    public void linkUp() {
      events.add("up");
    }
  }
}
