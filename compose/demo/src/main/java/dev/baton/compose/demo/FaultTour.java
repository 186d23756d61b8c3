package dev.baton.compose.demo;

import dev.baton.compose.netlab.FaultRun;
import dev.baton.compose.netlab.VipProber;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.AssignmentState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The tour of faults. Each step causes a fault, watches the client, prints the explanation and
 * repairs the fault.
 */
final class FaultTour {
  /** How long the client is watched before and after each event. */
  private static final Duration CALM = Duration.ofMillis(1500);

  private final TestCluster cluster;
  private final VipProber prober;
  private final PrintStream out;
  private final List<TourStep> steps = new ArrayList<>();

  FaultTour(TestCluster cluster, VipProber prober, PrintStream out) {
    this.cluster = cluster;
    this.prober = prober;
    this.out = out;
  }

  /** A fault to cause. */
  private interface Deed {
    void run();
  }

  List<TourStep> steps() {
    return List.copyOf(steps);
  }

  /** Runs the whole tour. */
  void all() throws InterruptedException {
    killService();
    powerOff();
    freeze();
    NodeId back = active().id();
    switchover("switchover", other());
    switchover("return", back);
  }

  /** Kills the holder's service. */
  void killService() throws InterruptedException {
    TestNode active = active();
    step("service killed on " + active.id(), active::killService, active::startService);
  }

  /** Powers the holder off. */
  void powerOff() throws InterruptedException {
    TestNode active = active();
    step(active.id() + " powered off", active::powerOff, active::powerOn);
  }

  /** Stops Baton's processes on the holder. */
  void freeze() throws InterruptedException {
    TestNode active = active();
    step("Baton frozen on " + active.id() + " (SIGSTOP)", active::freezeBaton, active::thawBaton);
  }

  /** Moves the VIP to the other node, as an operator does. */
  void switchover() throws InterruptedException {
    switchover("switchover", other());
  }

  private void switchover(String what, NodeId target) throws InterruptedException {
    Operation operation = new Operation.Switchover(Optional.of(target));
    step(
        what + " to " + target,
        () -> {
          String unused = cluster.request(operation);
        },
        () -> {});
  }

  private NodeId other() {
    return new NodeId(active().id().value().equals("a") ? "b" : "a");
  }

  /** Returns the holder. */
  TestNode active() {
    return cluster.node(held().node().value());
  }

  private AssignmentState.Held held() {
    cluster.require(state -> Observer.holder(state).isPresent(), "somebody to hold");
    return Observer.holder(cluster.observer().state()).orElseThrow();
  }

  private void step(String what, Deed deed, Deed repair) throws InterruptedException {
    NodeId from = held().node();
    out.println();
    out.println("== " + what);
    // The client runs in this process: a garbage collection during the step would look like a gap.
    System.gc();
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    long question = prober.nextProbe();
    int mark = cluster.observer().mark();
    TimeUnit.MILLISECONDS.sleep(50);
    deed.run();
    cluster.require(
        state -> Observer.holder(state).filter(held -> !held.node().equals(from)).isPresent(),
        "the VIP to leave " + from);
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    FaultRun before = FaultRun.since(prober, question);
    StepReport.tell(cluster, mark, AuditDetail.ACQUIRED_AFTER_MS, out);
    repair.run();
    NodeId to = held().node();
    cluster.awaitReady(to.value());
    FaultRun whole = FaultRun.since(prober, question);
    long epoch = cluster.observer().state().epoch().value();
    TourStep step = new TourStep(what, from.value(), to.value(), epoch, before.gap(), whole.dual());
    steps.add(step);
    out.printf(
        "   the client's gap: %s ms; two hosts answered for %d ms%n",
        millis(step.gap()), step.dual().toMillis());
  }

  static String millis(Duration duration) {
    return String.format("%.1f", duration.toNanos() / 1e6);
  }
}
