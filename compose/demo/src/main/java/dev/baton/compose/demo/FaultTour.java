package dev.baton.compose.demo;

import dev.baton.compose.netlab.FaultRun;
import dev.baton.compose.netlab.VipProber;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Roster;
import dev.baton.model.state.SessionState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** How long no broker runs: twenty leases, and a third of the default holdover (rule H). */
  private static final Duration AWAY = Duration.ofSeconds(10);

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

  /** The state before a fault. */
  private record Before(String what, NodeId holder, Epoch epoch, long question, int mark) {}

  List<TourStep> steps() {
    return List.copyOf(steps);
  }

  /** Runs the steps in which the VIP moves. */
  void moves() throws InterruptedException {
    killService();
    powerOff();
    freeze();
    NodeId back = active().id();
    switchover("switchover", other());
    switchover("return", back);
  }

  /** Runs the steps without Kafka, in which the VIP stays. */
  void stays() throws InterruptedException {
    stay("Kafka away for " + AWAY.toSeconds() + " s", () -> {});
    TestNode standby = cluster.node(other().value());
    standby.killBaton();
    cluster.require(
        state -> asked(state).filter(List::isEmpty).isPresent(), "the holder to ask nobody");
    stay("Kafka away, standby " + standby.id() + " dead", standby::startBaton);
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
    Before before = begin(what);
    NodeId from = before.holder();
    deed.run();
    cluster.require(
        state -> Observer.holder(state).filter(held -> !held.node().equals(from)).isPresent(),
        "the VIP to leave " + from);
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    Duration gap = FaultRun.since(prober, before.question()).gap();
    StepReport.tell(cluster, before.mark(), AuditDetail.ACQUIRED_AFTER_MS, out);
    repair.run();
    cluster.awaitReady(held().node().value());
    end(before, gap, true);
  }

  /**
   * Kills every broker and starts it again. Nothing is to move, also not during the repair. The
   * client's process may pause in such a long time; so only questions without an answer count.
   */
  private void stay(String what, Deed repair) throws InterruptedException {
    Before before = begin(what);
    out.println("   " + promises(before.holder()));
    long killed = System.nanoTime();
    cluster.brokers().killAll();
    TimeUnit.NANOSECONDS.sleep(AWAY.toNanos());
    Position last = lastKeepalive(cluster.observer().state());
    cluster.brokers().restart(cluster.brokers().numbers());
    Duration away = Duration.ofNanos(System.nanoTime() - killed);
    cluster.brokers().serveFirst();
    cluster.awaitHolderAfter(last);
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    repair.run();
    cluster.awaitEveryNodeAfter(last);
    out.printf("   no broker answered for %.1f s%n", away.toMillis() / 1e3);
    boolean stayed = isStill(before);
    if (stayed) {
      out.printf("   %s still holds the VIPs, under epoch %s%n", before.holder(), before.epoch());
    } else {
      StepReport.tell(cluster, before.mark(), AuditDetail.ACQUIRED_AFTER_MS, out);
    }
    FaultRun run = FaultRun.since(prober, before.question());
    out.printf("   the longest time between two answers: %s ms%n", millis(run.gap()));
    end(before, run.unanswered(), stayed);
  }

  private Before begin(String what) throws InterruptedException {
    NodeId from = held().node();
    out.println();
    out.println("== " + what);
    // The client runs in this process: a garbage collection during the step would look like a gap.
    System.gc();
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    Epoch epoch = cluster.observer().state().epoch();
    Before before = new Before(what, from, epoch, prober.nextProbe(), cluster.observer().mark());
    TimeUnit.MILLISECONDS.sleep(50);
    return before;
  }

  private void end(Before before, Duration gap, boolean asMeant) {
    NodeId to = held().node();
    long epoch = cluster.observer().state().epoch().value();
    Duration dual = FaultRun.since(prober, before.question()).dual();
    steps.add(
        new TourStep(
            before.what(), before.holder().value(), to.value(), epoch, gap, dual, asMeant));
    out.printf(
        "   the client's gap: %s ms; two hosts answered for %d ms%n", millis(gap), dual.toMillis());
  }

  private boolean isStill(Before before) {
    return held().node().equals(before.holder())
        && cluster.observer().state().epoch().equals(before.epoch());
  }

  /** Says whom the holder asks for promises without Kafka, as the log has it. */
  private String promises(NodeId holder) {
    return asked(cluster.observer().state())
        .map(nodes -> holder + " asks " + (nodes.isEmpty() ? "nobody" : nodes) + " for promises")
        .orElse(holder + " asks every other member for promises");
  }

  /** Returns whom the holder asks for promises; empty if that is everybody. */
  private static Optional<List<NodeId>> asked(ClusterState state) {
    return Observer.holder(state)
        .flatMap(held -> Optional.ofNullable(state.sessions().get(held.session())))
        .flatMap(SessionState::roster)
        .map(Roster::asks)
        .map(Asks::nodes);
  }

  private static Position lastKeepalive(ClusterState state) {
    return state.sessions().values().stream()
        .map(SessionState::last)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("nobody has a session"));
  }

  static String millis(Duration duration) {
    return String.format("%.1f", duration.toNanos() / 1e6);
  }
}
