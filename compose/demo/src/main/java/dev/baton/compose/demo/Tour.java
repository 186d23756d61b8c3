package dev.baton.compose.demo;

import dev.baton.compose.lab.Passage;
import dev.baton.compose.lab.VipProber;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.AssignmentState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes the tour of faults: does something, watches, explains, repairs, and goes on. */
final class Tour {
  /** How long the client is watched before and after each event. */
  private static final Duration CALM = Duration.ofMillis(1500);

  private final Stage stage;
  private final VipProber prober;
  private final PrintStream out;
  private final List<Leg> legs = new ArrayList<>();

  Tour(Stage stage, VipProber prober, PrintStream out) {
    this.stage = stage;
    this.prober = prober;
    this.out = out;
  }

  /** Something that may be done on the stage. */
  private interface Deed {
    void run();
  }

  List<Leg> legs() {
    return List.copyOf(legs);
  }

  /** Takes the whole tour. */
  void all() throws InterruptedException {
    killService();
    powerOff();
    freeze();
    NodeId back = active().id();
    switchover("switchover", other());
    switchover("return", back);
  }

  /** The active node's service is killed. */
  void killService() throws InterruptedException {
    StageNode active = active();
    leg("service killed on " + active.id(), active::killService, active::startService);
  }

  /** The active node's power is cut. */
  void powerOff() throws InterruptedException {
    StageNode active = active();
    leg(active.id() + " powered off", active::powerOff, active::powerOn);
  }

  /** Baton's own processes on the active node are frozen. */
  void freeze() throws InterruptedException {
    StageNode active = active();
    leg("Baton frozen on " + active.id() + " (SIGSTOP)", active::freezeBaton, active::thawBaton);
  }

  /** The operator moves the VIP by hand to whoever does not hold it. */
  void switchover() throws InterruptedException {
    switchover("switchover", other());
  }

  private void switchover(String what, NodeId target) throws InterruptedException {
    Operation operation = new Operation.Switchover(Optional.of(target));
    leg(
        what + " to " + target,
        () -> {
          String unused = stage.request(operation);
        },
        () -> {});
  }

  private NodeId other() {
    return new NodeId(active().id().value().equals("a") ? "b" : "a");
  }

  /** Returns the node that holds. */
  StageNode active() {
    return stage.node(held().node().value());
  }

  private AssignmentState.Held held() {
    stage.require(state -> Observer.holder(state).isPresent(), "somebody to hold");
    return Observer.holder(stage.observer().state()).orElseThrow();
  }

  private void leg(String what, Deed deed, Deed repair) throws InterruptedException {
    NodeId from = held().node();
    out.println();
    out.println("== " + what);
    // The client asks from this process: were garbage collected meanwhile, it would look like a
    // gap.
    System.gc();
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    long question = prober.nextProbe();
    int mark = stage.observer().mark();
    TimeUnit.MILLISECONDS.sleep(50);
    deed.run();
    stage.require(
        state -> Observer.holder(state).filter(held -> !held.node().equals(from)).isPresent(),
        "the VIP to leave " + from);
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    Passage before = Passage.since(prober, question);
    Story.tell(stage, mark, "acquired-after-ms", out);
    repair.run();
    NodeId to = held().node();
    stage.awaitReady(to.value());
    Passage whole = Passage.since(prober, question);
    long epoch = stage.observer().state().epoch().value();
    Leg leg = new Leg(what, from.value(), to.value(), epoch, before.gap(), whole.dual());
    legs.add(leg);
    out.printf(
        "   the client's gap: %s ms; two hosts answered for %d ms%n",
        millis(leg.gap()), leg.dual().toMillis());
  }

  static String millis(Duration duration) {
    return String.format("%.1f", duration.toNanos() / 1e6);
  }
}
