package dev.baton.compose.demo;

import dev.baton.compose.lab.Passage;
import dev.baton.compose.lab.VipProber;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
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
 * Takes the tour of faults where a cloud leads the clients: each leg is over when a mover has said
 * that it read back where the cloud leads to.
 */
final class CloudTour {
  /** How long the client is watched before and after each event. */
  private static final Duration CALM = Duration.ofMillis(1500);

  /** A mover's budget for a move, or its pause between two looks, and what comes before. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Stage stage;
  private final Fabric fabric;
  private final VipProber prober;
  private final PrintStream out;
  private final List<CloudLeg> legs = new ArrayList<>();

  CloudTour(Stage stage, VipProber prober, PrintStream out) {
    this.stage = stage;
    this.fabric = stage.cloud().orElseThrow().fabric();
    this.prober = prober;
    this.out = out;
  }

  /** What was known before an event. */
  private record Before(NodeId holder, long question, int mark, int told) {}

  /** Who holds, and under which epoch. */
  private record Holder(NodeId node, Epoch epoch) {}

  List<CloudLeg> legs() {
    return List.copyOf(legs);
  }

  /** Takes the whole tour. */
  void all() throws InterruptedException {
    StageNode first = active();
    move("service killed on " + first.id(), first::killService, first::startService);
    StageNode second = active();
    move(second.id() + " powered off", second::powerOff, second::powerOn);
    StageNode third = active();
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
          String unused = stage.request(operation);
        },
        () -> {});
  }

  private void move(String what, Runnable deed, Runnable repair) throws InterruptedException {
    Before before = begin(what);
    Instant fault = Instant.now();
    deed.run();
    stage.require(
        state ->
            Observer.holder(state).filter(held -> !held.node().equals(before.holder())).isPresent(),
        "the VIP to leave " + before.holder());
    Holder held = held();
    Observer.Told placed =
        await(before, is(held, OutcomeResult.PLACED), "the cloud to lead to " + held.node());
    requireLeadsTo(held.node());
    Instant changed = fabric.last().since();
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    Duration gap = Passage.since(prober, before.question()).gap();
    Story.tell(stage, before.mark(), "placed-after-ms", out);
    CloudLeg.Times times =
        new CloudLeg.Times(
            fault,
            Story.causedAt(stage, held.epoch()),
            stage.observer().assignedAt(held.epoch()),
            changed,
            placed.at());
    repair.run();
    stage.awaitReady(held.node().value());
    end(what, before, times, gap);
  }

  /** Somebody makes the cloud lead to who does not hold. */
  private void drift(NodeId wrong) throws InterruptedException {
    String what = "somebody points it to " + wrong;
    Before before = begin(what);
    Holder held = held();
    Instant fault = Instant.now();
    fabric.meddle(wrong);
    Observer.Told drifted =
        await(before, is(held, OutcomeResult.DRIFTED), "a mover to see that the cloud was changed");
    out.println("   the mover saw: " + String.join("; ", drifted.outcome().evidence()));
    Observer.Told repaired =
        await(before, is(held, OutcomeResult.REPAIRED), "a mover to put it right");
    out.println("   and then: " + String.join("; ", repaired.outcome().evidence()));
    requireLeadsTo(held.node());
    Instant changed = fabric.last().since();
    TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    CloudLeg.Times times =
        new CloudLeg.Times(
            fault, Optional.of(drifted.at()), Optional.empty(), changed, repaired.at());
    end(what, before, times, Passage.since(prober, before.question()).gap());
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
            from, prober.nextProbe(), stage.observer().mark(), stage.observer().told().size());
    TimeUnit.MILLISECONDS.sleep(50);
    return before;
  }

  private Observer.Told await(Before before, Predicate<Outcome> wanted, String what) {
    return stage
        .observer()
        .awaitTold(before.told(), wanted, PATIENCE)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "waited "
                        + PATIENCE.toSeconds()
                        + " s for "
                        + what
                        + "; movers have said "
                        + stage.observer().told()));
  }

  private void requireLeadsTo(NodeId node) {
    if (!fabric.awaitLeadsTo(node, Stage.PATIENCE)) {
      throw new IllegalStateException(
          "the client's way leads to " + fabric.last().node() + " instead of " + node);
    }
  }

  private void end(String what, Before before, CloudLeg.Times times, Duration gap) {
    Holder held = held();
    Epoch epoch = held.epoch();
    requireLeadsTo(held.node());
    Duration dual = Passage.since(prober, before.question()).dual();
    CloudLeg.Sight sight = new CloudLeg.Sight(gap, dual);
    legs.add(new CloudLeg(what, before.holder(), held.node(), epoch, times, sight));
    out.printf(
        "   the client's gap: %s ms; two hosts answered for %d ms%n",
        Tour.millis(gap), dual.toMillis());
  }

  private NodeId other() {
    return new NodeId(active().id().value().equals("a") ? "b" : "a");
  }

  /** Returns the node that holds. */
  StageNode active() {
    return stage.node(held().node().value());
  }

  private Holder held() {
    stage.require(state -> Observer.holder(state).isPresent(), "somebody to hold");
    ClusterState state = stage.observer().state();
    return new Holder(Observer.holder(state).orElseThrow().node(), state.epoch());
  }
}
