package dev.baton.network;

import static dev.baton.network.GateLan.LONG;
import static dev.baton.network.GateLan.address;
import static dev.baton.network.GateLan.answersByBoth;
import static dev.baton.network.GateLan.assertStaysSilent;
import static dev.baton.network.GateLan.echoes;
import static dev.baton.network.GateLan.putVip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.VipProber;
import dev.baton.linux.ResetOutcome;
import dev.baton.linux.SocketReset;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule G on a real kernel: what passes the gate, seen from another host. */
final class GateNetworkTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private GateLan net;

  @BeforeEach
  void makeLan() {
    net = GateLan.create();
  }

  @AfterEach
  void deleteLan() {
    if (net != null) {
      net.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void shutGateAnswersNothingThoughTheAddressIsThere(String vip) {
    VipProber prober = net.guardedService(vip);

    net.gate().arm(0, LONG);
    net.gate().acknowledge(0);

    assertStaysSilent(prober);
    assertThat(net.gate().isOpen()).isFalse();
    assertThat(echoes(net.client(), vip)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void passesWhatIsArmedAcknowledgedAndOpen(String vip) {
    VipProber prober = net.guardedService(vip);

    net.openFor(LONG);

    await().until(() -> answersByBoth(prober));
    assertThat(echoes(net.client(), vip)).isTrue();
    assertThat(net.gate().isOpen()).isTrue();
    assertThat(prober.report().dualAnswers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void shutsByItselfWhenTheCountdownEnds(String vip) {
    VipProber prober = net.guardedService(vip);
    net.openFor(Duration.ofMillis(1500));
    await().until(() -> answersByBoth(prober));

    await().until(() -> !net.gate().isOpen());

    assertStaysSilent(prober);
  }

  @Test
  void armingAgainExtendsOrShortensTheCountdown() {
    VipProber prober = net.guardedService("10.77.0.100");
    net.openFor(Duration.ofMillis(500));

    net.gate().arm(0, LONG);
    net.gate().acknowledge(0);

    await().during(Duration.ofSeconds(1)).until(net.gate()::isOpen);
    net.openFor(SHORT);
    await().until(() -> !net.gate().isOpen());
    assertStaysSilent(prober);
  }

  @Test
  void armingASlotThatHasJustRunOutStartsItAfresh() {
    net.guardedService("10.77.0.100");
    net.gate().open(1, "s1");
    for (int i = 0; i < 40; i++) {
      long end = System.nanoTime() + 18_000_000L + i * 250_000L;
      net.gate().arm(0, Duration.ofMillis(20));
      net.gate().acknowledge(0);
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }

      net.gate().arm(0, LONG);
      net.gate().acknowledge(0);

      assertThat(net.gate().isOpen()).isTrue();
    }
  }

  @Test
  void theOtherSlotCarriesTheGateWhileOneIsArmedAnew() {
    net.guardedService("10.77.0.100");
    net.openFor(LONG);
    net.gate().arm(1, LONG);
    net.gate().acknowledge(1);

    net.gate().arm(0, LONG);

    assertThat(net.gate().isOpen()).isTrue();
  }

  @Test
  void armingForgetsThatTheSlotWasAcknowledged() {
    net.guardedService("10.77.0.100");
    net.openFor(LONG);

    net.gate().arm(0, LONG);

    assertThat(net.gate().isOpen()).isFalse();
  }

  @Test
  void aLateAcknowledgementOpensNothing() {
    VipProber prober = net.guardedService("10.77.0.100");
    net.openFor(LONG);
    net.gate().arm(0, Duration.ofMillis(20));
    await().pollDelay(Duration.ofMillis(80)).until(() -> true);

    net.gate().acknowledge(0);

    assertThat(net.gate().isOpen()).isFalse();
    assertStaysSilent(prober);
  }

  @Test
  void openingOnACountdownThatHasEndedOpensNothing() {
    net.guardedService("10.77.0.100");
    net.gate().arm(0, Duration.ofMillis(20));
    net.gate().acknowledge(0);
    await().pollDelay(Duration.ofMillis(80)).until(() -> true);

    net.gate().open(1, "s1");

    assertThat(net.gate().isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void shutsAtOnceAndForgetsBothSlots(String vip) {
    VipProber prober = net.guardedService(vip);
    net.openFor(LONG);
    await().until(() -> answersByBoth(prober));

    net.gate().shut();
    long next = prober.nextProbe();
    net.gate().open(2, "s1");

    await()
        .during(Duration.ofMillis(400))
        .until(() -> prober.report().from(next).answers().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void aGuardingHostReachesTheVipWhereItLives(String vip) {
    net.guardedService(vip);
    putVip(net.holder(), vip);
    Host standby = net.standby();
    net.gate(standby, "web").guard(List.of(address(vip)));

    net.openFor(LONG);

    assertThat(echoes(standby, vip)).isTrue();
  }

  @Test
  void holdsBackWhatAddressTranslationWouldCarryPastTheHostsInput() {
    Requirements.require(
        net.gate().describe().contains("prerouting"), "nft fib (CONFIG_NFT_FIB_INET)");
    net.gate().guard(List.of(address("10.77.0.100")));
    putVip(net.holder(), "10.77.0.100");
    // The service is on the host's own address, and the client remembers where the VIP was.
    net.opened(UdpEcho.start(net.holder(), net.holder().v4()));
    net.holder()
        .run(
            "nft",
            "add table ip nat; add chain ip nat pre { type nat hook prerouting priority -100; };"
                + " add rule ip nat pre ip daddr 10.77.0.100 redirect");
    String mac = net.holder().mac().toString();
    net.client()
        .ip("neigh", "replace", "10.77.0.100", "lladdr", mac, "dev", "eth0", "nud", "permanent");
    VipProber prober = net.opened(VipProber.start(net.client(), address("10.77.0.100")));

    assertStaysSilent(prober);
    net.openFor(LONG);

    await().until(() -> answersByBoth(prober));
    net.gate().shut();
    assertStaysSilent(prober);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void stopsAnEstablishedConnectionAndLetsItGoOnWhenItOpensAgain(String vip) throws IOException {
    net.guardedService(vip);
    net.openFor(LONG);
    try (ServerSocket server = net.holder().inside(() -> new ServerSocket(7008));
        Socket here = net.client().inside(() -> new Socket(address(vip), 7008));
        Socket there = server.accept()) {
      here.setSoTimeout(400);
      net.gate().shut();

      here.getOutputStream().write(7);

      there.setSoTimeout(400);
      assertThatThrownBy(() -> there.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      net.openFor(LONG);
      there.setSoTimeout(10_000);
      assertThat(there.getInputStream().read()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void letsResetsOutWhenItIsShutSoThatClientsConnectAnew(String vip) throws IOException {
    net.guardedService(vip);
    net.openFor(LONG);
    try (ServerSocket server = net.holder().inside(() -> new ServerSocket(7008));
        Socket here = net.client().inside(() -> new Socket(address(vip), 7008));
        Socket there = server.accept();
        SocketReset reset = net.holder().inside(SocketReset::new)) {
      here.setSoTimeout(10_000);
      net.gate().shut();

      ResetOutcome outcome = reset.reset(address(vip));

      Requirements.require(outcome.supported(), "SOCK_DESTROY (CONFIG_INET_DIAG_DESTROY)");
      assertThat(outcome.destroyed()).isEqualTo(1);
      assertThatThrownBy(() -> here.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(there.isClosed()).isFalse();
    }
  }
}
