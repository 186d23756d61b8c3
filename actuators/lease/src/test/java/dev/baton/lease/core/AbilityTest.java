package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What keepalives say of a host that cannot carry the VIPs. */
final class AbilityTest {

  @Test
  void saysAtOnceThatAStandbyCannotCarryTheVips() {
    KeeperScript script = KeeperScript.live();

    assertThat(script.unable(10, "eth0 has no carrier")).isEqualTo("arm1 send(s1#1)");
    assertThat(script.lastSent().unable()).contains("eth0 has no carrier");
  }

  @Test
  void letsAStandbyThatLostItsLinkAtTheSameMomentSpeakFirst() {
    KeeperScript script = KeeperScript.holder();

    assertThat(script.unable(10, "eth0 has no carrier")).isEmpty();
    script.keepAlive(100, 200);
    assertThat(script.lastSent().unable()).isEmpty();
    assertThat(script.deadlineMs(250)).isEqualTo(260);
    assertThat(script.clock(260)).contains("send");
    assertThat(script.lastSent().unable()).contains("eth0 has no carrier");
    assertThat(script.status(261).holding()).as("it holds until it is told").isPresent();
  }

  @Test
  void saysThatItCanAgainOnlyWhenTheLinkStays() {
    KeeperScript script = KeeperScript.live();
    script.unable(10, "eth0 has no carrier");
    script.acked(11);

    assertThat(script.able(20)).isEmpty();
    script.unable(500, "eth0 has no carrier");
    script.able(600);
    script.keepAlive(700, 1500);
    assertThat(script.lastSent().unable()).isPresent();
    script.keepAlive(1600, 1600);
    assertThat(script.lastSent().unable()).isEmpty();
  }

  @Test
  void saysNothingOfABlink() {
    KeeperScript script = KeeperScript.holder();
    script.unable(10, "eth0 has no carrier");
    script.able(50);

    script.keepAlive(100, 900);
    assertThat(script.lastSent().unable()).isEmpty();
  }

  @Test
  void saysItInTheFirstKeepaliveAlready() {
    KeeperScript script = new KeeperScript();
    script.defined(0);

    assertThat(script.unable(0, "there is no interface eth0")).contains("send(s1#0)");
    assertThat(script.lastSent().unable()).contains("there is no interface eth0");
  }

  @Test
  void guardsAndPutsEverythingAnewOnANewInterface() {
    KeeperScript script = KeeperScript.holder();

    assertThat(script.rebound(10))
        .isEqualTo("shut remove reset guard[10.20.0.10] put open(1,s1) announce(1)");
  }
}
