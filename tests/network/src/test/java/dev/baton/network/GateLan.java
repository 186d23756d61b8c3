package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.netlab.Answer;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.VipProber;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A LAN with a client that probes, a host that may hold a VIP behind a gate, and a third host. */
final class GateLan implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(5);

  private static final Duration WHILE = Duration.ofMillis(400);

  private final List<String> rebuilds = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final TestLan lan;
  private final KernelGate gate;

  private GateLan(TestLan lan) {
    this.lan = lan;
    this.gate = gate(holder(), "web");
  }

  static GateLan create() {
    Requirements.nftables();
    return new GateLan(TestLan.create(3));
  }

  Host client() {
    return lan.host(0);
  }

  Host holder() {
    return lan.host(1);
  }

  Host standby() {
    return lan.host(2);
  }

  /** The gate of cluster "web" on the holder. */
  KernelGate gate() {
    return gate;
  }

  /** Another gate, closed with the LAN. */
  KernelGate gate(Host host, String cluster) {
    return opened(host.inside(() -> KernelGates.nftables(cluster, Host.INTERFACE, rebuilds::add)));
  }

  /** What the gates reported. */
  List<String> rebuilds() {
    return rebuilds;
  }

  <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }

  /** The holder guards the VIP, has it on its interface, and serves it; the client probes. */
  VipProber guardedService(String vip) {
    gate.guard(List.of(address(vip)));
    putVip(holder(), vip);
    opened(UdpEcho.start(holder(), address(vip)));
    return opened(VipProber.start(client(), address(vip)));
  }

  void openFor(Duration lease) {
    gate.arm(0, lease);
    gate.acknowledge(0);
    gate.open(1, "s1");
  }

  static void putVip(Host host, String vip) {
    String prefix = vip.contains(":") ? "/128" : "/32";
    host.ip("addr", "replace", vip + prefix, "dev", Host.INTERFACE);
  }

  /** ICMP echo, which Java sends itself when it is root. */
  static boolean echoes(Host from, String vip) {
    return from.inside(() -> address(vip).isReachable(1000));
  }

  static boolean answersByBoth(VipProber prober) {
    return prober.report().answers().stream().map(Answer::kind).distinct().count() == 2;
  }

  static void assertStaysSilent(VipProber prober) {
    long next = prober.nextProbe();
    await().during(WHILE).until(() -> prober.report().from(next).answers().isEmpty());
    assertThat(prober.nextProbe()).isGreaterThan(next);
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable each : opened) {
        each.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("closing what the test opened", e);
    } finally {
      lan.close();
    }
  }
}
