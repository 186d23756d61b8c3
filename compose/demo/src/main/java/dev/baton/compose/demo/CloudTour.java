package dev.baton.compose.demo;

import dev.baton.compose.netlab.FaultRun;
import dev.baton.compose.netlab.VipProber;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.ClusterState;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The tour of faults with a cloud. A step ends when an actuator has reported that it has read back
 * where the cloud leads to.
 */
final class CloudTour {
  /** How long the client is watched before and after each event. */
  private static final Duration CALM = Duration.ofMillis(1500);

  /**
   * A limit for an actuator's budget of a move, or its pause between two reads, and the steps
   * before it.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TestCluster cluster;
  private final ClientRoute clientRoute;
  private final VipProber prober;
  private final PrintStream out;
  private final List<CloudTourStep> steps = new ArrayList<>();

  CloudTour(TestCluster cluster, VipProber prober, PrintStream out) {
    this.cluster = cluster;
    this.clientRoute = cluster.cloud().orElseThrow().clientRoute();
    this.prober = prober;
    this.out = out;
  }

  /** The state before a fault. */
  private record Before(NodeId holder, long question, int mark, int told) {}

  /** The holder and its epoch. */
  private record Holder(NodeId node, Epoch epoch) {}

  List<CloudTourStep> steps() {
    return List.copyOf(steps);
  }

  /** Runs the whole tour. */
  void all() throws InterruptedException {
    TestNode first = active();
    move("service killed on " + first.id(), first::killService, first::startService);
    TestNode second = active();
    move(second.id() + " powered off", second::powerOff, second::powerOn);
    TestNode third = active();
    move("Baton frozen on " + third.id(), third::freezeBaton, third::thawBaton);
    NodeId back = active().id();
    switchover("switchover", other());
    switchover("return", back);
    drift(other());
  }

  private void switchover(String what, NodeId target) throws InterruptedException {
    Operation operation = new Operation.Switchover(Optional.of(target));
    move(
        what + " to " + target,
        () -> {
          String unused = cluster.request(operation);
        },
        () -> {});
  }

  private void move(String what, Runnable deed, Runnable repair) throws InterruptedException {
    Before before = begin(what);
    Instant fault = Instant.now();
    deed.run();
    cluster.require(
        state ->
            Observer.holder(state).filter(held -> !held.node().equals(before.holder())).isPresent(),
        "the VIP to leave " + before.holder());
    Holder held = held();
    Observer.Told placed =
        await(before, is(held, OutcomeResult.PLACED), "the cloud to lead to " + held.node());
    requireLeadsTo(held.node());
    Instant changed = clientRoute.last().since();
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    Duration gap = FaultRun.since(prober, before.question()).gap();
    StepReport.tell(cluster, before.mark(), AuditDetail.PLACED_AFTER_MS, out);
    CloudTourStep.Times times =
        new CloudTourStep.Times(
            fault,
            StepReport.causedAt(cluster, held.epoch()),
            cluster.observer().assignedAt(held.epoch()),
            changed,
            placed.at());
    repair.run();
    cluster.awaitReady(held.node().value());
    end(what, before, times, gap);
  }

  /**
   * Changes the cloud behind Baton's back, so that it leads to a node that does not hold the VIP.
   */
  private void drift(NodeId wrong) throws InterruptedException {
    String what = "somebody points it to " + wrong;
    Before before = begin(what);
    Holder held = held();
    Instant fault = Instant.now();
    clientRoute.meddle(wrong);
    Observer.Told drifted =
        await(
            before,
            is(held, OutcomeResult.DRIFTED),
            "an actuator to see that the cloud was changed");
    out.println("   the actuator saw: " + String.join("; ", drifted.outcome().evidence()));
    Observer.Told repaired =
        await(before, is(held, OutcomeResult.REPAIRED), "an actuator to put it right");
    out.println("   and then: " + String.join("; ", repaired.outcome().evidence()));
    requireLeadsTo(held.node());
    Instant changed = clientRoute.last().since();
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    CloudTourStep.Times times =
        new CloudTourStep.Times(
            fault, Optional.of(drifted.at()), Optional.empty(), changed, repaired.at());
    end(what, before, times, FaultRun.since(prober, before.question()).gap());
  }

  private static Predicate<Outcome> is(Holder held, OutcomeResult result) {
    return outcome ->
        outcome.result() == result
            && outcome.epoch().equals(held.epoch())
            && outcome.node().equals(held.node());
  }

  private Before begin(String what) throws InterruptedException {
    NodeId from = held().node();
    out.println();
    out.println("== " + what);
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    Before before =
        new Before(
            from, prober.nextProbe(), cluster.observer().mark(), cluster.observer().told().size());
    TimeUnit.MILLISECONDS.sleep(50);
    return before;
  }

  private Observer.Told await(Before before, Predicate<Outcome> wanted, String what) {
    return cluster
        .observer()
        .awaitTold(before.told(), wanted, PATIENCE)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "waited "
                        + PATIENCE.toSeconds()
                        + " s for "
                        + what
                        + "; actuators have said "
                        + cluster.observer().told()));
  }

  private void requireLeadsTo(NodeId node) {
    if (!clientRoute.awaitLeadsTo(node, TestCluster.PATIENCE)) {
      throw new IllegalStateException(
          "the client's way leads to " + clientRoute.last().node() + " instead of " + node);
    }
  }

  private void end(String what, Before before, CloudTourStep.Times times, Duration gap) {
    Holder held = held();
    Epoch epoch = held.epoch();
    requireLeadsTo(held.node());
    Duration dual = FaultRun.since(prober, before.question()).dual();
    CloudTourStep.Sight sight = new CloudTourStep.Sight(gap, dual);
    steps.add(new CloudTourStep(what, before.holder(), held.node(), epoch, times, sight));
    out.printf(
        "   the client's gap: %s ms; two hosts answered for %d ms%n",
        FaultTour.millis(gap), dual.toMillis());
  }

  private NodeId other() {
    return new NodeId(active().id().value().equals("a") ? "b" : "a");
  }

  /** Returns the holder. */
  TestNode active() {
    return cluster.node(held().node().value());
  }

  private Holder held() {
    cluster.require(state -> Observer.holder(state).isPresent(), "somebody to hold");
    ClusterState state = cluster.observer().state();
    return new Holder(Observer.holder(state).orElseThrow().node(), state.epoch());
  }
}
