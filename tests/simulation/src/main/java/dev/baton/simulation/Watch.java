package dev.baton.simulation;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.lease.core.KeeperEffect;
import dev.baton.model.Epoch;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Sees everything, and holds it against the invariants. */
final class Watch {
  private final World world;
  private final Reference reference;
  private final OneOpenGate gates;
  private final Converges converges;
  private final List<Invariant> invariants = new ArrayList<>();
  private final TreeSet<Epoch> acquired = new TreeSet<>();

  Watch(World world) {
    this.world = world;
    reference = new Reference(world.setup);
    gates = new OneOpenGate(world);
    converges = new Converges(world, reference);
    invariants.add(gates);
    invariants.add(converges);
    invariants.add(new NeverSpins());
    if (world.setup.profile().keepsLog()) {
      invariants.add(new EpochsRise());
      invariants.add(new OrdersAreOne());
      invariants.add(new EffectsOnce());
      invariants.add(new LiveEqualsReplay(world));
      invariants.add(new AuditIsWhole());
      invariants.add(new AuditIsCommittedOnce());
      invariants.add(new MovesHaveCauses(world));
      invariants.add(new AssignsFollowEndings());
      invariants.add(new MembersChangeInSteps(world));
    }
    if (world.setup.toleranceNanos() == 0 && world.setup.profile().keepsLog()) {
      invariants.add(new DeadMeansShut(world));
    }
    if (world.setup.profile() == Profile.CALM) {
      invariants.add(new StaysPut(world));
    }
  }

  Reference reference() {
    return reference;
  }

  Converges converges() {
    return converges;
  }

  OneOpenGate gates() {
    return gates;
  }

  /** How many epochs were opened by somebody. */
  int acquisitions() {
    return acquired.size();
  }

  /** The epoch that the log's fold has come to. */
  Epoch epoch() {
    return reference
        .model()
        .clusters()
        .get(World.CLUSTER)
        .map(ClusterState::epoch)
        .orElse(Epoch.NONE);
  }

  void happened() {
    invariants.forEach(Invariant::happened);
  }

  void ended() {
    invariants.forEach(Invariant::ended);
  }

  void appended(long offset, FactRecord entry) {
    world.trace.record("log", "event " + offset, entry.fact().toString());
    Result derived = reference.take(entry);
    invariants.forEach(invariant -> invariant.appended(entry, derived));
  }

  void ordered(long offset, CommandRecord order) {
    world.trace.record("log", "order " + offset, order.toString());
    invariants.forEach(invariant -> invariant.ordered(offset, order));
  }

  void wrote(ArbiterProcess arbiter, CommandRecord order) {
    if (!(order.command() instanceof Command.Tick)) {
      world.trace.say(arbiter.name, "writes", order);
    }
    invariants.forEach(invariant -> invariant.wrote(arbiter, order));
  }

  void folded(ArbiterProcess arbiter, PartitionModel model) {
    invariants.forEach(invariant -> invariant.folded(arbiter, model));
  }

  void woken(SimulatedProcess process, boolean acted) {
    invariants.forEach(invariant -> invariant.woken(process, acted));
  }

  void audited(List<AuditEntry> lines) {
    invariants.forEach(invariant -> invariant.audited(lines));
  }

  void opened(KeeperProcess keeper, KeeperEffect.OpenGate effect) {
    acquired.add(effect.epoch());
    invariants.forEach(invariant -> invariant.opened(keeper, effect));
  }
}
