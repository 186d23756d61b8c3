package dev.baton.arbiter.server.shell;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** A cluster of two nodes, {@code a} preferred to {@code b}. */
final class WebCluster {
  static final ClusterId WEB = new ClusterId("web");

  private WebCluster() {}

  /** Returns its first definition. */
  static ClusterDefinition definition(Duration lease) {
    return new ClusterDefinition(
        WEB,
        1,
        List.of(new Member(new NodeId("a"), 200), new Member(new NodeId("b"), 100)),
        List.of(new Vip("10.20.0.10")),
        List.of(new Binding("arp", new TreeMap<>())),
        new Timings(
            lease, Duration.ofMillis(100), Duration.ofMinutes(1), 1000, Duration.ofMillis(15)),
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
