package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.demo.CloudScenario;
import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.Stage;
import dev.baton.compose.demo.StageNode;
import dev.baton.compose.demo.StageSettings;
import dev.baton.compose.lab.Answer;
import dev.baton.compose.lab.Passage;
import dev.baton.compose.lab.VipProber;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.AssignmentState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a cloud leads the clients: the demonstration's stage, with movers from the class path. */
class CloudNetworkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void leadsTheClientToTheNewHolderAndPutsRightWhatSomebodyElseChanged(@TempDir Path directory) {
    Requirements.nftables();
    CloudScenario scenario = new CloudScenario("aws-route");
    try (Stage stage = new Stage(StageSettings.of(directory, scenario), line -> {})) {
      stage.start();
      try (VipProber prober = stage.probe(scenario.vip())) {
        StageNode before = stage.node(holder(stage).node().value());
        int known = stage.observer().told().size();

        before.killService();

        Observer.Told placed = await(stage, known, OutcomeResult.PLACED);
        StageNode after = stage.node(placed.outcome().node().value());
        assertThat(after.id()).isNotEqualTo(before.id()).isEqualTo(holder(stage).node());
        assertThat(stage.cloud().orElseThrow().awaitLeadsTo(after.id(), PATIENCE)).isTrue();
        awaitAnswerFrom(after, prober);

        stage.cloud().orElseThrow().meddle(before.id());

        Observer.Told unused = await(stage, known, OutcomeResult.DRIFTED);
        assertThat(await(stage, known, OutcomeResult.REPAIRED).outcome().node())
            .isEqualTo(after.id());
        assertThat(stage.cloud().orElseThrow().awaitLeadsTo(after.id(), PATIENCE)).isTrue();
        awaitAnswerFrom(after, prober);
        assertThat(Passage.since(prober, 0).dual()).isZero();
      }
    }
  }

  private static AssignmentState.Held holder(Stage stage) {
    stage.require(state -> Observer.holder(state).isPresent(), "somebody to hold");
    return Observer.holder(stage.observer().state()).orElseThrow();
  }

  private static Observer.Told await(Stage stage, int known, OutcomeResult result) {
    Optional<Observer.Told> told =
        stage.observer().awaitTold(known, outcome -> is(outcome, result), PATIENCE);
    assertThat(told).as("a mover's word: " + result).isPresent();
    return told.orElseThrow();
  }

  private static boolean is(Outcome outcome, OutcomeResult result) {
    return outcome.result() == result;
  }

  private static void awaitAnswerFrom(StageNode node, VipProber prober) {
    long question = prober.nextProbe();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                Passage.since(prober, question)
                    .seen()
                    .only(Answer.Kind.UDP)
                    .lastAnswerer()
                    .equals(Optional.of(node.host().name())));
  }
}
