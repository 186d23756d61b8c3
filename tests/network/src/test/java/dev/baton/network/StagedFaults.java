package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.audit.AuditText;
import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import dev.baton.compose.demo.TestNode;
import dev.baton.compose.netlab.Answer;
import dev.baton.compose.netlab.FaultRun;
import dev.baton.compose.netlab.VipProber;
import dev.baton.compose.status.LocalStatus;
import dev.baton.lease.core.KafkaView.Verdict;
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
import java.util.function.Consumer;
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
  private static final int QUESTIONS = 2_500;

  private final Function<Path, TestClusterSettings> settings;
  private Optional<TestCluster> opened = Optional.empty();
  private Optional<VipProber> probing = Optional.empty();
  private long firstQuestion;
  private int firstLine;
  private Epoch firstEpoch = Epoch.NONE;

  StagedFaults(Function<Path, TestClusterSettings> settings) {
    this.settings = settings;
  }

  @BeforeAll
  void raise(@TempDir Path directory) {
    Requirements.nftables();
    TestCluster cluster = new TestCluster(settings.apply(directory), line -> {});
    opened = Optional.of(cluster);
    cluster.start();
  }

  @AfterAll
  void strike() {
    opened.ifPresent(TestCluster::close);
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

  final TestCluster cluster() {
    return opened.orElseThrow();
  }

  final void awaitCalm() {
    cluster().require(state -> Observer.holder(state).isPresent(), "a holder");
    cluster().awaitReady(holder().id().value());
  }

  final TestNode holder() {
    return cluster()
        .node(
            Awaitility.await("somebody to hold")
                .atMost(TestCluster.PATIENCE)
                .until(() -> Observer.holder(cluster().observer().state()), Optional::isPresent)
                .orElseThrow()
                .node()
                .value());
  }

  final long epoch() {
    return cluster().observer().state().epoch().value();
  }

  final void awaitEpochAfter(long epoch) {
    cluster()
        .require(
            state -> state.epoch().value() > epoch && Observer.holder(state).isPresent(),
            "an epoch after " + epoch);
  }

  /** Begins to ask for a VIP, and returns who answers. */
  final TestNode probe(Vip vip) {
    VipProber prober = cluster().probe(vip);
    probing = Optional.of(prober);
    watchFromNow();
    return awaitAnswer();
  }

  /** Waits for an answer by whoever holds by then: on a busy machine the VIP may move meanwhile. */
  private TestNode awaitAnswer() {
    long from = prober().nextProbe();
    return Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(this::holder, node -> answers(from, node));
  }

  /** What was answered so far is as it should be; the next fault is looked at by itself. */
  final void watchFromNow() {
    firstQuestion = prober().nextProbe();
    firstLine = cluster().observer().mark();
    firstEpoch = cluster().observer().state().epoch();
  }

  final VipProber prober() {
    return probing.orElseThrow();
  }

  final TestNode other(TestNode node) {
    return cluster().node(node.id().value().equals("a") ? "b" : "a");
  }

  /** As an operator: who is refused, since a busy node has just lost its session, asks again. */
  final void switchOver(TestNode active) {
    NodeId other = other(active).id();
    Awaitility.await("the switchover to be accepted")
        .atMost(TestCluster.PATIENCE)
        .until(() -> isAcceptedBy(other));
  }

  private boolean isAcceptedBy(NodeId target) {
    String request = cluster().request(new Operation.Switchover(Optional.of(target)));
    requireReadUpToNow();
    ClusterState state = cluster().observer().state();
    return state.move().flatMap(Move::requestId).equals(Optional.of(request))
        || Observer.holder(state).filter(held -> held.node().equals(target)).isPresent();
  }

  final void awaitMoveFrom(TestNode node) {
    cluster()
        .require(
            state ->
                Observer.holder(state).filter(held -> !held.node().equals(node.id())).isPresent(),
            "the VIPs to leave " + node.id());
    TestNode unused = awaitAnswer();
  }

  final void killService(TestNode active) {
    active.killService();
    awaitMoveFrom(active);
    active.startService();
    requireOneHolder();
  }

  final void cutThePower(TestNode active) {
    active.powerOff();
    awaitMoveFrom(active);
    active.powerOn();
    requireOneHolder();
  }

  final void freeze(TestNode active) {
    active.freezeBaton();
    awaitMoveFrom(active);
    active.thawBaton();
    requireOneHolder();
  }

  final void move(TestNode active) {
    switchOver(active);
    awaitMoveFrom(active);
    requireOneHolder();
  }

  /** The demo's faults, each to be caused on the holder. */
  final List<Consumer<TestNode>> tour() {
    return List.of(this::killService, this::cutThePower, this::freeze, this::move);
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
        .atMost(TestCluster.PATIENCE)
        .until(() -> isOneHolder(from));
    FaultRun passage = FaultRun.since(prober(), firstQuestion);
    requireReadUpToNow();
    assertThat(passage.seen().dualAnswers()).as("answered by two hosts").isEmpty();
    Collection<NodeId> turns = cluster().observer().assigneesFrom(firstEpoch).values();
    for (Answer.Kind kind : Answer.Kind.values()) {
      List<String> given = turns.stream().map(node -> nameOf(node, kind)).toList();
      assertThat(passage.clean(kind, given))
          .as(() -> "moved cleanly: %s given to %s\n%s".formatted(seen(passage), given, told()))
          .isTrue();
    }
  }

  /** Lets the client ask for five seconds: ten leases, and five promises. */
  final long askForAWhile() {
    long from = prober().nextProbe();
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> prober().nextProbe() >= from + QUESTIONS);
    return from;
  }

  /** The same, and nothing has moved since that epoch. */
  final void requireOneHolder(long epoch) {
    requireOneHolder();
    assertThat(epoch()).as("%s", cluster().observer().state()).isEqualTo(epoch);
  }

  /** Lets time pass until a node says that Kafka answers others and not it. */
  final void awaitCutOff(TestNode node) {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> kafka(node).contains(Verdict.CUT_OFF.name()));
  }

  /** The same where every member lost Kafka. */
  final void requireHeldOn(TestNode active, long epoch) {
    requireHeldOn(active, epoch, Verdict.DOWN_FOR_ALL);
  }

  /**
   * Through many leases and promises the node that held goes on, under the same epoch, and nobody
   * else answers (rule H).
   *
   * @param verdict what it says of Kafka
   */
  final void requireHeldOn(TestNode active, long epoch, Verdict verdict) {
    long from = askForAWhile();
    assertThat(kafka(active)).contains(verdict.name());
    assertThat(prober().report().from(from).holders(Answer.Kind.UDP))
        .containsExactly(active.id().value());
    assertThat(active.hasAddress()).isTrue();
    assertThat(other(active).hasAddress()).isFalse();
    assertThat(epoch()).isEqualTo(epoch);
  }

  /** Returns where the processes of keepers serve their pages. */
  int keeperPort() {
    return 9473;
  }

  /** Returns what the keeper of a node says of Kafka, without asking Kafka. */
  final String kafka(TestNode node) {
    return NodeChannel.page(node, keeperPort(), LocalStatus.path(TestCluster.CLUSTER));
  }

  private boolean isOneHolder(long from) {
    TestNode active = holder();
    return answers(from, active) && active.hasAddress() && !other(active).hasAddress();
  }

  private boolean answers(long from, TestNode node) {
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
      case LINK -> cluster().node(node.value()).host().hardwareAddress();
      case UDP -> node.value();
    };
  }

  /** The observer knows all that is in the log now. */
  private void requireReadUpToNow() {
    assertThat(cluster().observer().awaitRead(awaitAppended(), TestCluster.PATIENCE))
        .as("the log is read up to now")
        .isTrue();
  }

  /** Waits until the log takes facts, and returns where one stands that tells nobody anything. */
  final Position awaitAppended() {
    return Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .ignoreException(CompletionException.class)
        .until(this::append, appended -> true);
  }

  /** A timer that nobody waits for: the fold takes no notice. */
  private Position append() {
    return cluster()
        .log()
        .append(TestCluster.CLUSTER, new Fact.Timer("none", 0))
        .toCompletableFuture()
        .orTimeout(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** Returns who answered when, in either way. */
  private static String seen(FaultRun passage) {
    return Stream.of(Answer.Kind.values())
        .map(kind -> kind + " " + passage.seen().turns(kind))
        .collect(Collectors.joining("; "));
  }

  /** Returns what the audit says of what was looked at. */
  private String told() {
    return cluster().observer().linesFrom(firstLine).stream()
        .map(AuditText::line)
        .collect(Collectors.joining("\n"));
  }
}
