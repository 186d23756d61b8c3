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
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Vip;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Move;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stage for the faults of one class, with a client that asks every two milliseconds who has the
 * VIP. After each fault: no question was answered by two hosts, nobody answered but in the turn
 * that the log gave it, and the VIP is on exactly one healthy node.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StagedFaults {
  private final Function<Path, StageSettings> settings;
  private Optional<Stage> opened = Optional.empty();
  private Optional<VipProber> probing = Optional.empty();
  private long firstQuestion;
  private int firstLine;
  private Epoch firstEpoch = Epoch.NONE;

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
    return awaitAnswer();
  }

  /** Waits for an answer by whoever holds by then: on a busy machine the VIP may move meanwhile. */
  private StageNode awaitAnswer() {
    long from = prober().nextProbe();
    return Awaitility.await()
        .atMost(Stage.PATIENCE)
        .until(this::holder, node -> answers(from, node));
  }

  /** What was answered so far is as it should be; the next fault is looked at by itself. */
  final void watchFromNow() {
    firstQuestion = prober().nextProbe();
    firstLine = stage().observer().mark();
    firstEpoch = stage().observer().state().epoch();
  }

  final VipProber prober() {
    return probing.orElseThrow();
  }

  final StageNode other(StageNode node) {
    return stage().node(node.id().value().equals("a") ? "b" : "a");
  }

  /** As an operator: who is refused, since a busy node has just lost its session, asks again. */
  final void switchOver(StageNode active) {
    NodeId other = other(active).id();
    Awaitility.await("the switchover to be accepted")
        .atMost(Stage.PATIENCE)
        .until(() -> isAcceptedBy(other));
  }

  private boolean isAcceptedBy(NodeId target) {
    String request = stage().request(new Operation.Switchover(Optional.of(target)));
    requireReadUpToNow();
    ClusterState state = stage().observer().state();
    return state.move().flatMap(Move::requestId).equals(Optional.of(request))
        || Observer.holder(state).filter(held -> held.node().equals(target)).isPresent();
  }

  final void awaitMoveFrom(StageNode node) {
    stage()
        .require(
            state ->
                Observer.holder(state).filter(held -> !held.node().equals(node.id())).isPresent(),
            "the VIPs to leave " + node.id());
    StageNode unused = awaitAnswer();
  }

  /**
   * Everything is repaired: one node holds and answers, and nobody ever did beside it, or when it
   * was not its turn. On a busy machine a lease may be lost that no fault was meant to end, and the
   * VIP move once more; so the turns are those of the log.
   */
  final void requireOneHolder() {
    awaitCalm();
    long from = prober().nextProbe();
    Awaitility.await("one to hold, to answer, and to have the address alone")
        .atMost(Stage.PATIENCE)
        .until(() -> isOneHolder(from));
    Passage passage = Passage.since(prober(), firstQuestion);
    requireReadUpToNow();
    assertThat(passage.seen().dualAnswers()).as("answered by two hosts").isEmpty();
    Collection<NodeId> turns = stage().observer().assigneesFrom(firstEpoch).values();
    for (Answer.Kind kind : Answer.Kind.values()) {
      List<String> given = turns.stream().map(node -> nameOf(node, kind)).toList();
      assertThat(passage.clean(kind, given))
          .as(() -> "moved cleanly: %s given to %s\n%s".formatted(seen(passage), given, told()))
          .isTrue();
    }
  }

  private boolean isOneHolder(long from) {
    StageNode active = holder();
    return answers(from, active) && active.hasAddress() && !other(active).hasAddress();
  }

  private boolean answers(long from, StageNode node) {
    return prober()
        .report()
        .from(from)
        .only(Answer.Kind.UDP)
        .lastAnswerer()
        .equals(Optional.of(nameOf(node.id(), Answer.Kind.UDP)));
  }

  /** What answers of a node bear: on the link its Ethernet address, else what its service says. */
  private String nameOf(NodeId node, Answer.Kind kind) {
    return switch (kind) {
      case LINK -> stage().node(node.value()).host().hardwareAddress();
      case UDP -> node.value();
    };
  }

  /** The observer knows all that is in the log now. */
  private void requireReadUpToNow() {
    assertThat(stage().observer().awaitRead(awaitAppended(), Stage.PATIENCE))
        .as("the log is read up to now")
        .isTrue();
  }

  /** Waits until the log takes facts, and returns where one stands that tells nobody anything. */
  final Position awaitAppended() {
    return Awaitility.await()
        .atMost(Stage.PATIENCE)
        .ignoreException(CompletionException.class)
        .until(this::append, appended -> true);
  }

  /** A timer that nobody waits for: the fold takes no notice. */
  private Position append() {
    return stage()
        .log()
        .append(Stage.CLUSTER, new Fact.Timer("none", 0))
        .toCompletableFuture()
        .orTimeout(Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** Returns who answered when, in either way. */
  private static String seen(Passage passage) {
    return Stream.of(Answer.Kind.values())
        .map(kind -> kind + " " + passage.seen().turns(kind))
        .collect(Collectors.joining("; "));
  }

  /** Returns what the audit says of what was looked at. */
  private String told() {
    return stage().observer().linesFrom(firstLine).stream()
        .map(AuditText::line)
        .collect(Collectors.joining("\n"));
  }
}
