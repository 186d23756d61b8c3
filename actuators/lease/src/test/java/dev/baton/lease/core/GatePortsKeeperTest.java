package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a keeper has guarded beside the VIPs. */
class GatePortsKeeperTest {

  @Test
  void guardsThePortsOfTheDefinitionWithItsVips() {
    KeeperScript script = new KeeperScript();

    assertThat(script.definePorts(0, 1, "5432,443")).isEqualTo("guard[10.20.0.10][443, 5432]");
  }

  @Test
  void aHolderGoesOnHoldingByOtherPorts() {
    KeeperScript script = KeeperScript.holder();

    assertThat(script.definePorts(50, 2, "443"))
        .isEqualTo("shut remove reset guard[10.20.0.10][443] put open(1,s1) announce(1)");
    assertThat(script.define(60, 3, KeeperScript.VIP))
        .isEqualTo("shut remove reset guard[10.20.0.10] put open(1,s1) announce(1)");
  }

  @Test
  void changesNothingWhereTheSamePortsAreDefinedAgain() {
    KeeperScript script = KeeperScript.live();
    script.definePorts(50, 2, "443,80");

    assertThat(script.definePorts(60, 3, "80, 443")).isEmpty();
  }

  @Test
  void guardsThemAnewWithTheInterfaceAndNoneOnceTheClusterIsUndefined() {
    KeeperScript script = KeeperScript.live();
    script.definePorts(50, 2, "443");

    assertThat(script.rebound(60)).isEqualTo("guard[10.20.0.10][443]");
    assertThat(script.undefine(70, 3)).isEqualTo("append(SessionClosed) guard[]");
  }
}
