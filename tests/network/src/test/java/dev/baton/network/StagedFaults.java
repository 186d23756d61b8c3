package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.Stage;
import dev.baton.compose.demo.StageNode;
import dev.baton.compose.demo.StageSettings;
import dev.baton.compose.lab.Answer;
import dev.baton.compose.lab.Passage;
import dev.baton.compose.lab.VipProber;
import dev.baton.compose.reading.AuditText;
import dev.baton.model.NodeId;
import dev.baton.model.Operation;
import dev.baton.model.Vip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stage for the faults of one class, with a client that asks every two milliseconds who has the
 * VIP. After each fault: no question was answered by two hosts, no host answered again after its
 * successor did, and the VIP is on exactly one healthy node.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StagedFaults {
  private final Function<Path, StageSettings> settings;
  private Optional<Stage> opened = Optional.empty();
  private Optional<VipProber> probing = Optional.empty();
  private long firstQuestion;
  private int firstLine;

  StagedFaults(Function<Path, StageSettings> settings) {
    this.settings = settings;
  }

  @BeforeAll
  void raise(@TempDir Path directory) {
    Requirements.nftables();
    Stage stage = new Stage(settings.apply(directory), line -> {});
    opened = Optional.of(stage);
    stage.start();
  }

  @AfterAll
  void strike() {
    opened.ifPresent(Stage::close);
  }

  @BeforeEach
  void calm() {
    awaitCalm();
  }

  @AfterEach
  void stopProbing() {
    probing.ifPresent(VipProber::close);
    probing = Optional.empty();
  }

  final Stage stage() {
    return opened.orElseThrow();
  }

  final void awaitCalm() {
    stage().require(state -> Observer.holder(state).isPresent(), "a holder");
    stage().awaitReady(holder().id().value());
  }

  final StageNode holder() {
    return stage()
        .node(
            Awaitility.await("somebody to hold")
                .atMost(Stage.PATIENCE)
                .until(() -> Observer.holder(stage().observer().state()), Optional::isPresent)
                .orElseThrow()
                .node()
                .value());
  }

  final long epoch() {
    return stage().observer().state().epoch().value();
  }

  final void awaitEpochAfter(long epoch) {
    stage()
        .require(
            state -> state.epoch().value() > epoch && Observer.holder(state).isPresent(),
            "an epoch after " + epoch);
  }

  /** Begins to ask for a VIP, and returns who answers. */
  final StageNode probe(Vip vip) {
    VipProber prober = stage().probe(vip);
    probing = Optional.of(prober);
    watchFromNow();
    StageNode active = holder();
    awaitAnswerBy(active);
    return active;
  }

  final void awaitAnswerBy(StageNode node) {
    long from = prober().nextProbe();
    Awaitility.await()
        .atMost(Stage.PATIENCE)
        .until(
            () ->
                prober()
                    .report()
                    .from(from)
                    .only(Answer.Kind.UDP)
                    .lastAnswerer()
                    .equals(Optional.of(node.id().value())));
  }

  /** What was answered so far is as it should be; the next fault is looked at by itself. */
  final void watchFromNow() {
    firstQuestion = prober().nextProbe();
    firstLine = stage().observer().mark();
  }

  final VipProber prober() {
    return probing.orElseThrow();
  }

  final StageNode other(StageNode node) {
    return stage().node(node.id().value().equals("a") ? "b" : "a");
  }

  final void switchOver(StageNode active) {
    NodeId other = other(active).id();
    String unused = stage().request(new Operation.Switchover(Optional.of(other)));
  }

  final void awaitMoveFrom(StageNode node) {
    stage()
        .require(
            state ->
                Observer.holder(state).filter(held -> !held.node().equals(node.id())).isPresent(),
            "the VIPs to leave " + node.id());
    awaitAnswerBy(holder());
  }

  /** Everything is repaired: one node holds and answers, and nobody else ever did beside it. */
  final void requireOneHolder() {
    awaitCalm();
    StageNode active = holder();
    awaitAnswerBy(active);
    StageNode other = other(active);
    assertThat(active.hasAddress()).as("the holder has the address").isTrue();
    Awaitility.await("nobody else to have it")
        .atMost(Stage.PATIENCE)
        .until(() -> !other.hasAddress());
    Passage passage = Passage.since(prober(), firstQuestion);
    assertThat(passage.seen().dualAnswers()).as("answered by two hosts").isEmpty();
    for (Answer.Kind kind : List.of(Answer.Kind.LINK, Answer.Kind.UDP)) {
      assertThat(passage.clean(kind))
          .as("moved cleanly (%s): %s\n%s", kind, passage.seen().holders(kind), told())
          .isTrue();
    }
  }

  /** Returns what the audit says of what was looked at. */
  private String told() {
    return stage().observer().linesFrom(firstLine).stream()
        .map(AuditText::line)
        .collect(Collectors.joining("\n"));
  }
}
