package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.netlab.Host;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of rule G without nftables. */
final class LifetimeGateNetworkTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<InetAddress> vips = List.of(address("10.77.0.100"), address("fd77::100"));
  private TestLan lan;
  private Host holder;
  private KernelGate gate;

  @BeforeEach
  void makeLan() {
    Requirements.namespaces();
    lan = TestLan.create(1);
    holder = lan.host(0);
    gate = insideHolder(holder.inside(() -> KernelGates.lifetimes(Host.INTERFACE)));
    gate.guard(vips);
  }

  @AfterEach
  void deleteLan() {
    if (gate != null) {
      gate.close();
    }
    if (lan != null) {
      lan.close();
    }
  }

  @Test
  void putsTheAddressesOnlyWhenArmedAcknowledgedAndOpen() {
    gate.open(1, "s1");
    assertThat(gate.isOpen()).isFalse();
    gate.arm(0, LONG);
    assertThat(gate.isOpen()).isFalse();

    gate.acknowledge(0);

    assertThat(gate.isOpen()).isTrue();
    assertThat(holder.ip("addr")).contains("10.77.0.100/32", "fd77::100/128", "valid_lft 29");
  }

  @Test
  void guardsNoPortAndSaysWhy() {
    SortedSet<Integer> ports = new TreeSet<>(Set.of(443));

    assertThat(gate.objections(ports))
        .isEqualTo(Map.of(443, "needs nftables, which this host does not have"));
    assertThat(gate.guardedPorts()).isEmpty();
    assertThatThrownBy(() -> gate.guard(vips, ports)).hasMessageContaining("443");
  }

  @Test
  void theKernelRemovesTheAddressesByItself() {
    gate.arm(0, gate.minimumLease());
    gate.acknowledge(0);
    gate.open(1, "s1");
    assertThat(gate.isOpen()).isTrue();

    await().until(() -> !gate.isOpen());

    gate.acknowledge(0);
    assertThat(holder.ip("addr")).doesNotContain("10.77.0.100").doesNotContain("fd77::100");
  }

  @Test
  void shutsAtOnceAndForgetsTheLease() {
    gate.arm(0, LONG);
    gate.acknowledge(0);
    gate.open(1, "s1");

    gate.shut();
    gate.open(2, "s1");

    assertThat(gate.isOpen()).isFalse();
  }

  @Test
  void refusesALeaseThatWholeSecondsCannotKeep() {
    assertThatThrownBy(() -> gate.arm(0, Duration.ofMillis(500)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT3S");
  }

  @Test
  void saysWhatItIsAndNeedsAnInterface() {
    assertThat(gate.placesAddresses()).isTrue();
    assertThat(gate.describe()).contains("whole seconds");
    assertThatThrownBy(() -> holder.inside(() -> KernelGates.lifetimes("nosuch0")))
        .hasMessageContaining("no interface nosuch0");
  }

  /** The gate looks its interface up by name at each call: never in another namespace than here. */
  private KernelGate insideHolder(KernelGate real) {
    return (KernelGate)
        Proxy.newProxyInstance(
            KernelGate.class.getClassLoader(),
            new Class<?>[] {KernelGate.class},
            (proxy, method, arguments) -> holder.inside(() -> call(real, method, arguments)));
  }

  private static Object call(KernelGate real, Method method, Object[] arguments) throws Exception {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
