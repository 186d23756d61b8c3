package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.demo.CloudScenario;
import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import dev.baton.compose.demo.TestNode;
import dev.baton.compose.netlab.Answer;
import dev.baton.compose.netlab.FaultRun;
import dev.baton.compose.netlab.VipProber;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.AssignmentState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Where a cloud leads the clients: the demonstration's stage, with actuators from the class path.
 */
@Isolated("services that live by leases")
class CloudNetworkTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void leadsTheClientToTheNewHolderAndPutsRightWhatSomebodyElseChanged(@TempDir Path directory) {
    Requirements.nftables();
    CloudScenario scenario = new CloudScenario("aws-route");
    try (TestCluster cluster =
        new TestCluster(TestClusterSettings.of(directory, scenario), line -> {})) {
      cluster.start();
      try (VipProber prober = cluster.probe(scenario.vip())) {
        TestNode before = cluster.node(holder(cluster).node().value());
        int known = cluster.observer().told().size();

        before.killService();

        Observer.Told placed = await(cluster, known, OutcomeResult.PLACED);
        TestNode after = cluster.node(placed.outcome().node().value());
        assertThat(after.id()).isNotEqualTo(before.id()).isEqualTo(holder(cluster).node());
        assertThat(cluster.cloud().orElseThrow().awaitLeadsTo(after.id(), PATIENCE)).isTrue();
        awaitAnswerFrom(after, prober);

        cluster.cloud().orElseThrow().meddle(before.id());

        Observer.Told unused = await(cluster, known, OutcomeResult.DRIFTED);
        assertThat(await(cluster, known, OutcomeResult.REPAIRED).outcome().node())
            .isEqualTo(after.id());
        assertThat(cluster.cloud().orElseThrow().awaitLeadsTo(after.id(), PATIENCE)).isTrue();
        awaitAnswerFrom(after, prober);
        assertThat(FaultRun.since(prober, 0).dual()).isZero();
      }
    }
  }

  private static AssignmentState.Held holder(TestCluster cluster) {
    cluster.require(state -> Observer.holder(state).isPresent(), "somebody to hold");
    return Observer.holder(cluster.observer().state()).orElseThrow();
  }

  private static Observer.Told await(TestCluster cluster, int known, OutcomeResult result) {
    Optional<Observer.Told> told =
        cluster.observer().awaitTold(known, outcome -> is(outcome, result), PATIENCE);
    assertThat(told).as("an actuator's word: " + result).isPresent();
    return told.orElseThrow();
  }

  private static boolean is(Outcome outcome, OutcomeResult result) {
    return outcome.result() == result;
  }

  private static void awaitAnswerFrom(TestNode node, VipProber prober) {
    long question = prober.nextProbe();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                FaultRun.since(prober, question)
                    .seen()
                    .only(Answer.Kind.UDP)
                    .lastAnswerer()
                    .equals(Optional.of(node.host().name())));
  }
}
