package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.arp.ArpVipAddresses;
import dev.baton.arp.LinkTracking;
import dev.baton.compose.netlab.Host;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.shell.VipAddresses;
import dev.baton.lease.shell.VipAddressesException;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.NoInterfaceException;
import dev.baton.model.Vip;
import dev.baton.model.fact.IncidentKind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts do to an interface while Baton has its VIPs there, or is about to. */
final class InterfaceNetworkTest {
  private static final InetAddress V4 = new Vip("10.77.0.100").inetAddress();
  private static final InetAddress V6 = new Vip("fd77::100").inetAddress();
  private static final List<InetAddress> BOTH = List.of(V4, V6);
  private static final String SHOWN_V4 = "10.77.0.100/32";
  private static final String SHOWN_V6 = "fd77::100/128";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private TestLan lan;
  private Host host;

  @BeforeEach
  void makeLan() {
    Requirements.namespaces();
    lan = TestLan.create(1);
    host = lan.host(0);
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
  void tellsWhichVipAnInterfaceWithASmallMtuCannotCarryAndCarriesTheOther() {
    host.ip("link", "set", Host.INTERFACE, "mtu", "1000");
    VipAddresses vipAddresses = guarded();

    assertThatThrownBy(() -> inside(vipAddresses::put))
        .isInstanceOf(VipAddressesException.class)
        .hasMessageContaining(V6.getHostAddress())
        .hasMessageContaining("MTU of 1000");
    assertThat(addresses()).doesNotContain(SHOWN_V4);

    assertThat(vipAddresses.putSome()).containsOnlyKeys(V6);
    assertThat(addresses()).contains(SHOWN_V4);
    vipAddresses.remove();
    assertThat(addresses()).doesNotContain(SHOWN_V4);
  }

  @Test
  void takesVipsOffAnInterfaceThatHasLostItsIpv6() {
    VipAddresses vipAddresses = guarded();
    vipAddresses.put();
    host.ip("link", "set", Host.INTERFACE, "mtu", "1000");

    vipAddresses.remove();

    assertThat(addresses()).doesNotContain(SHOWN_V4).doesNotContain(SHOWN_V6);
  }

  @Test
  void tellsWhichSysctlForbidsAVip() {
    VipAddresses vipAddresses = guarded();
    assertThat(asked(vipAddresses, V6)).isEmpty();

    host.run("sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1");

    assertThat(asked(vipAddresses, V4)).isEmpty();
    assertThat(asked(vipAddresses, V6).orElseThrow())
        .contains("net.ipv6.conf.eth0.disable_ipv6 is 1");
    assertThatThrownBy(() -> inside(vipAddresses::put))
        .hasMessageContaining(V6.getHostAddress())
        .hasMessageContaining("EACCES")
        .hasMessageContaining("net.ipv6.conf.eth0.disable_ipv6");
  }

  @Test
  void followsAnInterfaceThatIsDeletedAndMadeAnew() {
    VipAddresses vipAddresses = guarded();
    vipAddresses.put();
    vipAddresses.announce();

    host.ip("link", "del", Host.INTERFACE);
    await().until(() -> told.contains("unable: there is no interface eth0"));
    assertThatThrownBy(vipAddresses::put).isInstanceOf(VipAddressesException.class);
    vipAddresses.silence();
    vipAddresses.remove();
    assertThat(vipAddresses.resetConnections()).isZero();

    makeAnew();
    await().until(() -> told.contains("able") && told.contains("rebound"));
    inside(() -> vipAddresses.guard(BOTH));
    vipAddresses.put();
    vipAddresses.announce();
    assertThat(addresses()).contains(SHOWN_V4, SHOWN_V6);
    assertThat(told).containsOnlyOnce("rebound");
  }

  @Test
  void followsAnInterfaceThatComesAfterTheStart() {
    host.ip("link", "del", Host.INTERFACE);
    assertThatThrownBy(() -> host.inside(() -> ArpVipAddresses.hardwareAddress(Host.INTERFACE)))
        .isInstanceOf(NoInterfaceException.class)
        .hasMessageContaining("no interface eth0")
        .hasMessageContaining("lo");
    VipAddresses vipAddresses = guarded();
    await().until(() -> told.contains("unable: there is no interface eth0"));

    makeAnew();

    await().until(() -> told.contains("rebound"));
    inside(() -> vipAddresses.guard(BOTH));
    vipAddresses.put();
    assertThat(addresses()).contains(SHOWN_V4, SHOWN_V6);
  }

  @Test
  void followsTheNameWhenAnInterfaceIsRenamed() {
    VipAddresses vipAddresses = guarded();
    vipAddresses.put();

    rename(Host.INTERFACE, "lan0");
    await().until(() -> told.contains("unable: there is no interface eth0"));
    vipAddresses.remove();
    assertThat(host.ip("addr", "show", "dev", "lan0")).doesNotContain(SHOWN_V4);
    rename("lan0", Host.INTERFACE);

    await().until(() -> told.contains("able"));
    vipAddresses.put();
    assertThat(addresses()).contains(SHOWN_V4);
  }

  @Test
  void saysThatTheCableIsOutAndInAgain() {
    VipAddresses unused = guarded();

    lan.cable(host, "down");
    await().until(() -> told.contains("unable: eth0 has no carrier"));
    lan.cable(host, "up");
    await().until(() -> told.contains("able"));
    host.ip("link", "set", Host.INTERFACE, "down");

    await().until(() -> told.contains("unable: eth0 is down"));
  }

  @Test
  void doesNotMindTheCableWhereItIsToldNotTo() {
    VipAddresses unused = guarded(Host.INTERFACE, LinkTracking.EXISTENCE);

    lan.cable(host, "down");
    await().until(() -> told.contains("LINK_DOWN"));
    host.ip("link", "del", Host.INTERFACE);

    await().until(() -> told.contains("unable: there is no interface eth0"));
    assertThat(told).doesNotContain("unable: eth0 has no carrier");
  }

  @Test
  void saysThatTheHardwareAddressHasChanged() {
    VipAddresses vipAddresses = guarded();
    vipAddresses.put();
    vipAddresses.announce();

    host.ip("link", "set", Host.INTERFACE, "address", "02:ba:70:00:01:01");

    await().until(() -> told.contains("HARDWARE_CHANGED"));
  }

  @Test
  void bindsByAnAlternativeName() {
    host.ip("link", "property", "add", "dev", Host.INTERFACE, "altname", "a-name-of-many-letters");
    VipAddresses vipAddresses = guarded("a-name-of-many-letters", LinkTracking.STATE);

    vipAddresses.put();

    assertThat(addresses()).contains(SHOWN_V4, SHOWN_V6);
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "link add link eth0 name v0.10 type vlan id 10",
        "link add link eth0 name v0.10 type macvlan",
        "link add name v0.10 type dummy",
        "link add name v0.10 type bridge",
        "link add name v0.10 type bond",
        "link add name v0.10 type veth peer name v1",
      })
  void carriesVipsOnEveryKindOfInterfaceWithoutAnAddressOfItsOwn(String creation) {
    if (!isMade(creation)) {
      return;
    }
    if (creation.endsWith("bridge") || creation.endsWith("bond")) {
      host.ip("link", "add", "port", "type", "veth", "peer", "name", "far");
      host.ip("link", "set", "port", "master", "v0.10");
      host.ip("link", "set", "port", "up");
      host.ip("link", "set", "far", "up");
    }
    if (creation.contains("veth")) {
      host.ip("link", "set", "v1", "up");
    }
    host.ip("link", "set", "v0.10", "up");
    await()
        .until(() -> host.inside(() -> NetworkInterfaceInfo.require("v0.10")).obstacle().isEmpty());
    VipAddresses vipAddresses = guarded("v0.10", LinkTracking.STATE);

    vipAddresses.put();
    vipAddresses.announce();

    assertThat(host.ip("addr", "show", "dev", "v0.10")).contains(SHOWN_V4, SHOWN_V6);
    assertThat(told).isEmpty();
  }

  @Test
  void keepsTheGateWithoutItsInterfaceAndHooksTheNewOne() {
    Requirements.nftables();
    KernelGate gate = host.inside(() -> KernelGates.nftables("web", Host.INTERFACE, why -> {}));
    opened.add(gate);
    Requirements.require(gate.describe().contains("egress"), "netdev egress hook (Linux 5.16)");
    gate.guard(BOTH);
    host.ip("link", "del", Host.INTERFACE);

    inside(() -> gate.guard(List.of(V4)));
    inside(gate::shut);
    makeAnew();
    inside(() -> gate.guard(BOTH));

    assertThat(host.run("nft", "list", "table", "netdev", "baton")).contains("hook egress");
  }

  /** Not every kernel has every kind, and none can be installed: that is said, and no failure. */
  private boolean isMade(String creation) {
    try {
      host.ip(creation.split(" ", -1));
      return true;
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("Unknown device type")) {
        throw e;
      }
      System.out.println("not tried, this kernel has no such interface: ip " + creation);
      return false;
    }
  }

  private void makeAnew() {
    host.ip("link", "add", Host.INTERFACE, "type", "veth", "peer", "name", "far");
    host.ip("link", "set", "far", "up");
    host.ip("link", "set", Host.INTERFACE, "up");
  }

  private void rename(String from, String to) {
    host.ip("link", "set", from, "down");
    host.ip("link", "set", from, "name", to);
    host.ip("link", "set", to, "up");
  }

  private String addresses() {
    return host.ip("-o", "addr", "show", "dev", Host.INTERFACE).replaceAll("valid_lft.*", "");
  }

  private Optional<String> asked(VipAddresses vipAddresses, InetAddress vip) {
    return host.inside(() -> vipAddresses.objection(vip));
  }

  private void inside(Runnable deed) {
    boolean unused =
        host.inside(
            () -> {
              deed.run();
              return true;
            });
  }

  private VipAddresses guarded() {
    return guarded(Host.INTERFACE, LinkTracking.STATE);
  }

  private VipAddresses guarded(String name, LinkTracking tracking) {
    VipAddresses vipAddresses = host.inside(() -> new ArpVipAddresses(name, tracking));
    opened.add(0, vipAddresses);
    vipAddresses.listen(new Told());
    inside(() -> vipAddresses.guard(BOTH));
    return vipAddresses;
  }

  private final class Told implements VipAddresses.Listener {
    @Override
    public void disturbed(IncidentKind kind, String subject, String detail) {
      told.add(kind.name());
    }

    @Override
    public void able(Optional<String> why) {
      told.add(why.map(text -> "unable: " + text).orElse("able"));
    }

    @Override
    public void rebound(String why) {
      told.add("rebound");
    }
  }
}
