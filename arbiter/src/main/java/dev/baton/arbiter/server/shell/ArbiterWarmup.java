package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.arbiter.server.core.Effect;
import dev.baton.arbiter.server.core.PartitionRunner;
import dev.baton.arbiter.server.core.RunnerSettings;
import dev.baton.log.Delivered;
import dev.baton.log.warmup.Warmup;
import dev.baton.log.warmup.WireWarmup;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Plays a failover and a switchover through the fold and the wire format, in memory only, so that
 * an arbiter's first real decision does not wait for classes to be loaded and code to be compiled.
 */
final class ArbiterWarmup implements Warmup.Piece {
  private static final ClusterId CLUSTER = new ClusterId("warm-up");
  private static final NodeId ONE = new NodeId("one");
  private static final NodeId TWO = new NodeId("two");

  private final WireWarmup wire = new WireWarmup();

  @Override
  public long play() {
    PartitionFold fold = PartitionFold.standard();
    PartitionRunner runner =
        new PartitionRunner(
            new RunnerSettings(
                new ArbiterId("warm-up"), Duration.ofMillis(100), 3, Duration.ZERO, 0),
            FoldReplica.from(fold, List.of()),
            0);
    PartitionModel model = PartitionModel.EMPTY;
    long decisions = 0;
    long at = 0;
    for (Fact fact : script()) {
      FactRecord entry =
          new FactRecord(Optional.of(CLUSTER), new Position(at), Instant.EPOCH, fact);
      Result result = fold.apply(model, entry);
      model = result.next();
      decisions +=
          result.orders().stream().map(wire::order).filter(ArbiterWarmup::isReadBack).count();
      Delivered<?> unusedDelivery = wire.fact(CLUSTER, fact);
      List<Effect> unusedEffects = runner.onEvent(entry, at);
      at++;
    }
    return decisions;
  }

  private static boolean isReadBack(Delivered<CommandRecord> delivered) {
    return delivered instanceof Delivered.Decoded<CommandRecord>;
  }

  /** A node falls ill, its successor's session expires, an operator moves the VIPs back. */
  private static List<Fact> script() {
    SessionId first = new SessionId("s1");
    SessionId second = new SessionId("s2");
    List<Fact> script = new ArrayList<>();
    script.add(new Fact.Defined("d", "warm-up", definition()));
    script.add(keepalive(ONE, first, 0));
    script.add(keepalive(TWO, second, 0));
    script.add(health(ONE, Verdict.HEALTHY));
    script.add(health(TWO, Verdict.HEALTHY));
    script.add(acquired(new Epoch(1), ONE, first));
    script.add(keepalive(ONE, first, 1));
    script.add(health(ONE, Verdict.UNHEALTHY));
    script.add(released(new Epoch(1), ONE, first));
    script.add(acquired(new Epoch(2), TWO, second));
    script.add(health(ONE, Verdict.HEALTHY));
    script.add(new Fact.Request("r", "warm-up", new Operation.Switchover(Optional.of(ONE))));
    script.add(released(new Epoch(2), TWO, second));
    script.add(acquired(new Epoch(3), ONE, first));
    script.add(new Fact.Expire(first, new Position(6)));
    script.add(acquired(new Epoch(4), TWO, second));
    script.add(new Fact.SessionClosed(TWO, second, "the end"));
    return script;
  }

  private static Fact keepalive(NodeId node, SessionId session, long sequence) {
    return new Fact.Keepalive(
        node,
        new InstallId(node.value()),
        session,
        sequence,
        Timings.DEFAULT.lease(),
        List.of(),
        Epoch.NONE,
        Epoch.NONE,
        1,
        0,
        Enforcement.NFTABLES);
  }

  private static Fact acquired(Epoch epoch, NodeId node, SessionId session) {
    return new Fact.Acquired(epoch, node, session, Duration.ZERO, Optional.of(OpenedBy.WORD));
  }

  private static Fact released(Epoch epoch, NodeId node, SessionId session) {
    return new Fact.Released(epoch, node, session, true, Optional.of(ReleaseReason.ASKED));
  }

  private static Fact health(NodeId node, Verdict verdict) {
    ProbeReport probe = new ProbeReport("service", "process", ProbeStatus.PASSING, "runs");
    return new Health(node, 0, verdict, List.of(probe), true);
  }

  private static ClusterDefinition definition() {
    return new ClusterDefinition(
        CLUSTER,
        1,
        List.of(new Member(ONE, 100), new Member(TWO, 50)),
        List.of(new Vip("192.0.2.1")),
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
