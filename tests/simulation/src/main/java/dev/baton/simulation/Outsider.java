package dev.baton.simulation;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.List;

/** A node that no definition names, and that speaks all the same. */
final class Outsider {

  private Outsider() {}

  /** It says that it holds, or has seen, an epoch that nobody ever assigned. */
  static Fact keepalive(int detail) {
    Epoch strange = new Epoch(500L + detail);
    return new Fact.Keepalive(
        new NodeId("zz"),
        new InstallId("install-zz"),
        new SessionId("zz" + detail),
        detail % 2,
        Duration.ofMillis(300),
        List.of(),
        detail % 3 == 0 ? strange : Epoch.NONE,
        strange,
        0,
        detail % 5 == 0 ? strange.value() : 0,
        Enforcement.NFTABLES);
  }
}
