package dev.baton.integration;

import static dev.baton.integration.Site.acknowledged;
import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cloudstubs.StubLatency;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.scenario.CloudStub;
import dev.baton.cloudstubs.scenario.StubNodes;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.fact.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a fault on a node to the actuator's word in the log, for one kind of binding: real broker,
 * arbiter and actuator service, the cloud's own SDK over HTTP to the stand-in. Only the nodes are
 * played.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CloudScenarioContract {
  private static final Duration LEASE = Duration.ofSeconds(10);

  /** Less than what a call, or a move, is given before it is tried again. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private final String kind;
  private final String write;
  private CloudStub cloudStub;
  private Site site;
  private List<BatonProcess> actuators;
  private List<LogKeeper> nodes;
  private int known;

  /**
   * Of one kind.
   *
   * @param write the call that moves something
   */
  CloudScenarioContract(String kind, String write) {
    this.kind = kind;
    this.write = write;
  }

  @BeforeAll
  void raise(@TempDir Path directory) throws IOException {
    TreeMap<String, String> addresses = new TreeMap<>();
    addresses.put("a", "10.20.1.10");
    addresses.put("b", "10.20.2.10");
    cloudStub =
        new CloudStub(
            kind,
            new StubNodes(addresses, List.of("10.20.0.10"), StubLatency.PROMPT),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    site =
        new Site(
            TestBroker.newPartition(), directory, LEASE, new Binding(kind, cloudStub.settings()));
    ArbiterProcess unused = site.arbiter("x1");
    String cloud = kind.substring(0, kind.indexOf('-'));
    actuators = List.of(site.actuator(cloud, "m1"), site.actuator(cloud, "m2"));
    nodes = List.of(site.node("a"), site.node("b"));
  }

  @AfterAll
  void strike() {
    site.close();
    cloudStub.close();
  }

  @BeforeEach
  void calm() {
    nodes.forEach(node -> acknowledged(node.say(Verdict.HEALTHY)));
    until(() -> holder().isPresent());
    until(() -> isInPlace(holder().orElseThrow()));
    until(() -> owner().isPresent());
    known = told().size();
  }

  @AfterEach
  void end() {
    boolean unused = cloudStub.hold(false);
    cloudStub.troubles().end();
  }

  @Test
  void leadsToTheNewHolderAfterAFault() {
    LogKeeper before = holder().orElseThrow();
    LogKeeper after = other(before);

    Position fault = acknowledged(before.say(Verdict.UNHEALTHY));

    until(after::holds);
    until(() -> hasTold(OutcomeResult.PLACED, after));
    assertThat(cloudStub.truth()).contains(after.id().value());
    Epoch epoch = after.holding();
    assertThat(assignment(epoch).source().position().offset())
        .isGreaterThan(fault.offset())
        .isLessThan(placed(epoch).position().offset());
    site.awaitAgreement();
  }

  @Test
  void putsRightWhatSomebodyElseChanged() {
    LogKeeper holder = holder().orElseThrow();

    cloudStub.meddle(other(holder).id().value());

    until(() -> hasTold(OutcomeResult.DRIFTED, holder));
    until(() -> hasTold(OutcomeResult.REPAIRED, holder));
    assertThat(cloudStub.truth()).contains(holder.id().value());
    assertThat(holder.holds()).as("a drift moves nothing but the cloud").isTrue();
    site.awaitAgreement();
  }

  @Test
  void getsThereThoughTheCloudThrottlesInMidMove() {
    LogKeeper after = other(holder().orElseThrow());
    cloudStub.troubles().always(write, Trouble.THROTTLED);
    int calls = writes();

    switchTo(after, "r1");
    until(() -> writes() > calls + 1);
    cloudStub.troubles().end();

    until(() -> hasTold(OutcomeResult.PLACED, after));
    assertThat(cloudStub.truth()).contains(after.id().value());
    assertThat(outcomeOf(after.holding()).tries()).isGreaterThan(1);
    assertThat(after.holds()).as("the cloud decides nothing").isTrue();
  }

  @Test
  void goesOnWithAnotherInstanceWhenOneIsKilledInMidCall() {
    LogKeeper before = holder().orElseThrow();
    LogKeeper after = other(before);
    cloudStub.troubles().always(write, Trouble.LATE);
    int calls = writes();
    switchTo(after, "r2");
    until(() -> writes() > calls);

    BatonProcess killed = owner().orElseThrow();
    killed.kill9();
    cloudStub.troubles().end();

    until(() -> hasTold(OutcomeResult.PLACED, after));
    assertThat(cloudStub.truth()).contains(after.id().value());
    killed.restart();
  }

  /** A change that stays pending, or a call that hangs, keeps no newer epoch waiting. */
  @Test
  void aNewerEpochOvertakesWhateverTheOlderOneWaitsFor() {
    LogKeeper first = holder().orElseThrow();
    LogKeeper second = other(first);
    if (!cloudStub.hold(true)) {
      cloudStub.troubles().always(write, Trouble.HELD);
    }
    int before = writes();
    switchTo(second, "r5");
    until(() -> writes() > before);
    int between = writes();

    long commanded = System.nanoTime();
    switchTo(first, "r6");

    await().atMost(SOON).until(() -> writes() > between);
    System.out.printf(
        "%s: a newer epoch is written %d ms after its command%n",
        kind, Duration.ofNanos(System.nanoTime() - commanded).toMillis());
    cloudStub.troubles().end();
    boolean unused = cloudStub.hold(false);
    until(() -> hasTold(OutcomeResult.PLACED, first));
    until(() -> isInPlace(first));
  }

  @Test
  void whatAKilledInstanceHadSentDoesNotStandAgainstALaterEpoch() {
    LogKeeper first = holder().orElseThrow();
    LogKeeper second = other(first);
    cloudStub.troubles().always(write, Trouble.LATE);
    int calls = writes();
    switchTo(second, "r3");
    until(() -> writes() > calls);

    BatonProcess killed = owner().orElseThrow();
    killed.kill9();
    cloudStub.troubles().end();
    switchTo(first, "r4");

    until(() -> hasTold(OutcomeResult.PLACED, first));
    until(() -> isInPlace(first));
    killed.restart();
  }

  private void switchTo(LogKeeper node, String request) {
    acknowledged(
        site.request(request + "-" + known, new Operation.Switchover(Optional.of(node.id()))));
    until(node::holds);
  }

  private Optional<LogKeeper> holder() {
    return nodes.stream().filter(LogKeeper::holds).findFirst();
  }

  private LogKeeper other(LogKeeper node) {
    return nodes.get(0) == node ? nodes.get(1) : nodes.get(0);
  }

  /** Who of the actuator's instances works on the cluster's partition. */
  private Optional<BatonProcess> owner() {
    return actuators.stream()
        .filter(each -> each.isAlive() && each.gauge("baton_actuator_partitions") == 1)
        .findFirst();
  }

  private int writes() {
    return (int) cloudStub.troubles().calls().stream().filter(write::equals).count();
  }

  private boolean isInPlace(LogKeeper node) {
    return cloudStub.truth().equals(Optional.of(node.id().value()))
        && last().filter(outcome -> outcome.epoch().equals(node.holding())).isPresent()
        && last().filter(outcome -> outcome.result().inPlace()).isPresent();
  }

  private Optional<Outcome> last() {
    List<Outcome> told = told();
    return told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
  }

  private boolean hasTold(OutcomeResult result, LogKeeper node) {
    return told().stream()
        .skip(known)
        .anyMatch(
            outcome ->
                outcome.result() == result
                    && outcome.node().equals(node.id())
                    && outcome.epoch().equals(node.holding()));
  }

  private Outcome outcomeOf(Epoch epoch) {
    return (Outcome) placed(epoch).fact();
  }

  private FactRecord placed(Epoch epoch) {
    return outcomes()
        .filter(entry -> entry.fact() instanceof Outcome outcome && isPlaced(outcome, epoch))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isPlaced(Outcome outcome, Epoch epoch) {
    return outcome.result() == OutcomeResult.PLACED && outcome.epoch().equals(epoch);
  }

  private List<Outcome> told() {
    return outcomes().map(entry -> (Outcome) entry.fact()).toList();
  }

  private Stream<FactRecord> outcomes() {
    return site.recording().events().stream().filter(entry -> entry.fact() instanceof Outcome);
  }

  private CommandRecord assignment(Epoch epoch) {
    return site.recording().taken().stream()
        .filter(
            order ->
                order.command() instanceof Command.Assign assign && assign.epoch().equals(epoch))
        .findFirst()
        .orElseThrow();
  }
}
