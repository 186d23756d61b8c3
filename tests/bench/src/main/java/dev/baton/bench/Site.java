package dev.baton.bench;

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
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clusters of two nodes each, {@code a} preferred to {@code b}, and what their keepers and agents
 * say: how the clusters come up, and then a keepalive of each keeper every 100 ms and a report of
 * each agent every second.
 */
final class Site {
  /** In how many turns an agent reports once. */
  private static final int TURNS_PER_REPORT = 10;

  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");

  private final Timings timings;
  private final List<ClusterId> clusters;
  private final List<Said> turn = new ArrayList<>();

  /** A fact of a cluster. */
  record Said(ClusterId cluster, Fact fact) {}

  Site(int clusters) {
    this(clusters, Timings.DEFAULT);
  }

  Site(int clusters, Timings timings) {
    this.timings = timings;
    List<ClusterId> names = new ArrayList<>();
    for (int index = 0; index < clusters; index++) {
      names.add(new ClusterId("cluster-%05d".formatted(index)));
    }
    this.clusters = List.copyOf(names);
    for (int index = 0; index < TURNS_PER_REPORT; index++) {
      addTurn(index);
    }
  }

  List<ClusterId> clusters() {
    return clusters;
  }

  /** What is said until every cluster has a holder. */
  List<Said> beginning() {
    List<Said> said = new ArrayList<>();
    for (ClusterId cluster : clusters) {
      said.add(new Said(cluster, new Fact.Defined("d-" + cluster, "bench", definition(cluster))));
      for (NodeId node : List.of(A, B)) {
        said.add(new Said(cluster, first(cluster, node)));
        said.add(new Said(cluster, health(node)));
      }
    }
    return said;
  }

  /** What is said in a second, in order, once every cluster has a holder. */
  List<Said> second() {
    return turn;
  }

  private void addTurn(int index) {
    for (int each = 0; each < clusters.size(); each++) {
      ClusterId cluster = clusters.get(each);
      for (NodeId node : List.of(A, B)) {
        turn.add(new Said(cluster, alive(cluster, node)));
        if (each % TURNS_PER_REPORT == index) {
          turn.add(new Said(cluster, health(node)));
        }
      }
    }
  }

  /** The session that holds from the beginning on. */
  static SessionId holder(ClusterId cluster) {
    return session(cluster, A);
  }

  private static SessionId session(ClusterId cluster, NodeId node) {
    return new SessionId("s-" + node + "-" + cluster);
  }

  private Fact first(ClusterId cluster, NodeId node) {
    return new Fact.Keepalive(
        node,
        new InstallId("install-" + node),
        session(cluster, node),
        0,
        timings.lease(),
        List.of(),
        Epoch.NONE,
        Epoch.NONE,
        1,
        0,
        Enforcement.NFTABLES);
  }

  private Fact alive(ClusterId cluster, NodeId node) {
    return new Fact.Keepalive(
        node,
        session(cluster, node),
        1_000_000,
        timings.lease(),
        node.equals(A) ? new Epoch(1) : Epoch.NONE,
        new Epoch(1),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Fact health(NodeId node) {
    ProbeReport probe = new ProbeReport("db-port", "tcp", ProbeStatus.PASSING, "connected in 1 ms");
    return new Health(node, 1_000, Verdict.HEALTHY, List.of(probe), false);
  }

  private ClusterDefinition definition(ClusterId cluster) {
    int number = Integer.parseInt(cluster.value().substring(cluster.value().indexOf('-') + 1));
    return new ClusterDefinition(
        cluster,
        1,
        List.of(new Member(A, 200), new Member(B, 100)),
        List.of(new Vip("10.%d.%d.10".formatted(100 + number / 250, number % 250))),
        List.of(new Binding("arp", new TreeMap<>())),
        timings,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
