package dev.baton.integration;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.log.WireFormat;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A cluster in the same partition, whose records nobody touches: its node holds all the time. */
final class CalmCluster {

  private static final ClusterId CALM = new ClusterId("calm");
  private static final NodeId NODE = new NodeId("calm-node");
  private static final SessionId SESSION = new SessionId("calm-session");
  private static final Epoch FIRST = new Epoch(1);

  private long sequence;

  List<Fact> facts() {
    return List.of(
        new Fact.Defined("calm", "test", definition()),
        keepalive(Epoch.NONE),
        new Health(NODE, 0, Verdict.HEALTHY, List.of(), true),
        new Fact.Acquired(FIRST, NODE, SESSION, Duration.ZERO, Optional.empty()));
  }

  Fact alive() {
    return keepalive(FIRST);
  }

  ProducerRecord<byte[], byte[]> record(WireFormat wire, Fact fact) {
    return wire.event(MutatedLog.EVENTS, Optional.of(CALM), fact);
  }

  /** Returns what must be so, whatever stands in the records of others. */
  List<Object> expected() {
    return List.of(FIRST, new AssignmentState.Held(NODE, SESSION, true), Optional.empty());
  }

  /** Returns what is so. */
  List<Object> stateIn(PartitionModel model) {
    return of(model.clusters().get(CALM).orElseThrow());
  }

  List<Object> of(ClusterState state) {
    return List.of(state.epoch(), state.assignment(), state.quarantine());
  }

  private Fact keepalive(Epoch holding) {
    return new Fact.Keepalive(
        NODE,
        new InstallId("calm-install"),
        SESSION,
        sequence++,
        Timings.DEFAULT.granted(),
        List.of(),
        holding,
        holding,
        1,
        0,
        Enforcement.NFTABLES);
  }

  private static ClusterDefinition definition() {
    return new ClusterDefinition(
        CALM,
        1,
        List.of(new Member(NODE, 1)),
        List.of(new Vip("10.77.0.10")),
        List.of(new Binding("arp", new TreeMap<>(Map.of("interface", "eth0")))),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
