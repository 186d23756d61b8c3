package dev.baton.simulation;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.server.core.Effect;
import dev.baton.arbiter.server.core.PartitionRunner;
import dev.baton.arbiter.server.core.Restored;
import dev.baton.arbiter.server.core.RunnerSettings;
import dev.baton.arbiter.server.core.Truncations;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.PartitionState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An arbiter: the production runner in a shell whose every effect is a step of its own. */
final class ArbiterProcess extends SimulatedProcess {
  private static final long ASK_AGAIN = 200_000_000L;
  private static final long GAP_RETRY = 500_000_000L;
  private static final long LIVES_APART = 1_000_000L;
  private static final long MOST_SHARING = 3_000;

  private final ArbiterId id;
  private final Dice dice;
  private final Dice sharing;
  private final Auditor auditor;
  private Optional<PartitionRunner> core = Optional.empty();
  private Optional<Producer<FactRecord>> toEvents = Optional.empty();
  private Optional<Producer<CommandRecord>> toCommands = Optional.empty();
  private Truncations truncations = new Truncations();
  private boolean lossReported;
  private PartitionState refoldedUpTo = PartitionState.EMPTY;
  private int runners;

  ArbiterProcess(World world, Host host, String name) {
    super(world, host, name);
    id = new ArbiterId(name);
    dice = world.dice("shell of " + name);
    sharing = world.dice("sharing of " + name);
    auditor = new Auditor(this);
  }

  boolean leads() {
    return core.filter(runner -> runner.status(host.now()).leading()).isPresent();
  }

  /** Restores as the production's shell does; its auditor does so as well. */
  Restored restored() {
    return Restored.from(
        world.setup.fold(),
        world.store.latest(),
        new Restored.Kept(0, world.events.end(), world.commands.end()),
        world.events::divergence,
        truncations);
  }

  /** The log was found to end there, by a fold of that generation. */
  void truncated(long offset, long generation) {
    truncations.add(offset, generation);
  }

  /** What a leading arbiter has folded. */
  PartitionModel model() {
    return core.orElseThrow().model();
  }

  /** Its auditor alone may write the committed state from now on, which contains so much. */
  void claimed(Restored committed) {
    Source contained = committed.fold().begun();
    OptionalLong divergence = committed.divergence();
    core.ifPresent(runner -> carryOut(runner.onClaimed(contained, divergence, host.now())));
  }

  @Override
  void begin() {
    toEvents = Optional.of(new Producer<>(world.events, this));
    toCommands = Optional.of(new Producer<>(world.commands, this));
    truncations = new Truncations();
    lossReported = false;
    refoldedUpTo = PartitionState.EMPTY;
    step("load", this::load);
    if (world.setup.sharing()) {
      shareLater();
    }
  }

  private void shareLater() {
    int since = life();
    world.scheduler.after(sharing.millis(100, MOST_SHARING), () -> post(since, this::share));
  }

  private void share() {
    world.trace.say(name, "shares", "");
    core.ifPresent(runner -> carryOut(runner.onShare(host.now())));
    shareLater();
  }

  @Override
  void ended() {
    toEvents.ifPresent(Producer::orphan);
    toCommands.ifPresent(Producer::orphan);
    core = Optional.empty();
    auditor.standDown();
    runners++;
  }

  private void load() {
    int since = life();
    if (!world.store.answers(this)) {
      world.scheduler.after(ASK_AGAIN, () -> post(since, this::load));
      return;
    }
    Restored restored = restored();
    FoldReplica fold = restored.fold();
    runners++;
    RunnerSettings settings =
        new RunnerSettings(
            id,
            world.setup.tick(),
            world.setup.missedTicks(),
            world.setup.tick().multipliedBy(dice.between(0, 99)).dividedBy(100),
            runners * LIVES_APART);
    PartitionRunner runner = new PartitionRunner(settings, fold, host.now());
    runner.refoldedUpTo(refoldedUpTo);
    core = Optional.of(runner);
    if (restored.missing() && !lossReported) {
      lossReported = true;
      Position reached = new Position(fold.eventsFrom() - 1);
      Fact gap = new Fact.LogLoss(id, reached, fold.model().partition().generation());
      carryOut(List.of(new Effect.AppendFact(Optional.empty(), gap)));
    }
    int generation = runners;
    step(
        "read",
        () -> new TopicReader<>(world.events, this, fold.eventsFrom(), new Events(generation)));
    step(
        "read",
        () -> new TopicReader<>(world.commands, this, fold.commandsFrom(), new Orders(generation)));
  }

  @Override
  long deadline() {
    return core.map(runner -> runner.nextDeadline(host.now())).orElse(Long.MAX_VALUE);
  }

  @Override
  void clock() {
    core.ifPresent(runner -> carryOut(runner.onClock(host.now())));
  }

  private void carryOut(List<Effect> effects) {
    Hands hands = new Hands();
    effects.forEach(effect -> step(nameOf(effect), () -> effect.match(hands)));
    core.ifPresent(runner -> auditor.onReadBack(runner.readBack()));
  }

  private static String nameOf(Effect effect) {
    return effect instanceof Effect.WriteOrder write
        ? write.order().command().getClass().getSimpleName()
        : effect.getClass().getSimpleName();
  }

  /** The runner, unless another has taken its place. */
  private Optional<PartitionRunner> runner(int generation) {
    return core.filter(runner -> generation == runners);
  }

  /** What is read from the events topic. */
  private final class Events implements TopicReader.Sink<FactRecord> {
    private final int generation;

    Events(int generation) {
      this.generation = generation;
    }

    @Override
    public void read(long offset, int leaderEpoch, FactRecord entry) {
      runner(generation)
          .ifPresent(
              runner -> {
                carryOut(runner.onEvent(entry, OptionalInt.of(leaderEpoch), host.now()));
                world.watch.folded(ArbiterProcess.this, runner.model());
              });
    }

    @Override
    public void truncated(long offset, long readUpTo) {
      world.trace.say(name, "truncated", "events at " + offset + ", read up to " + readUpTo);
      runner(generation)
          .ifPresent(runner -> carryOut(runner.onEventsTruncated(offset, readUpTo, host.now())));
    }
  }

  /** What is read from the commands topic. */
  private final class Orders implements TopicReader.Sink<CommandRecord> {
    private final int generation;

    Orders(int generation) {
      this.generation = generation;
    }

    @Override
    public void read(long offset, int leaderEpoch, CommandRecord order) {
      runner(generation).ifPresent(runner -> carryOut(runner.onCommand(order, offset, host.now())));
    }

    @Override
    public void truncated(long offset, long readUpTo) {
      world.trace.say(name, "truncated", "commands at " + offset + ", read up to " + readUpTo);
      runner(generation).ifPresent(runner -> carryOut(runner.onCommandsTruncated(host.now())));
    }
  }

  /** How the append of a fact ended. */
  private final class FactFate implements Answer {
    private final int generation = runners;
    private final Optional<ClusterId> cluster;
    private final Fact fact;

    FactFate(Effect.AppendFact effect) {
      cluster = effect.cluster();
      fact = effect.fact();
    }

    @Override
    public void acknowledged(long offset) {
      if (fact instanceof Fact.Beat beat) {
        runner(generation)
            .ifPresent(runner -> carryOut(runner.onBeatAcked(beat.sequence(), host.now())));
      }
    }

    @Override
    public void givenUp() {
      runner(generation)
          .ifPresent(runner -> carryOut(runner.onAppendFailed(cluster, fact, host.now())));
      if (fact instanceof Fact.LogLoss) {
        List<Effect> again = List.of(new Effect.AppendFact(cluster, fact));
        int since = life();
        world.scheduler.after(GAP_RETRY, () -> post(since, () -> carryOut(again)));
      }
    }
  }

  /** How the write of an order ended. */
  private final class OrderFate implements Answer {
    private final int generation = runners;
    private final CommandRecord order;

    OrderFate(CommandRecord order) {
      this.order = order;
    }

    @Override
    public void acknowledged(long offset) {
      // Reading back counts.
    }

    @Override
    public void givenUp() {
      runner(generation).ifPresent(runner -> carryOut(runner.onWriteFailed(order, host.now())));
    }
  }

  /** Carries out one effect. */
  private final class Hands implements Effect.Cases<Boolean> {
    @Override
    public Boolean appendFact(Effect.AppendFact effect) {
      toEvents
          .orElseThrow()
          .submit(Placing.of(effect.cluster(), effect.fact()), new FactFate(effect));
      return true;
    }

    @Override
    public Boolean writeOrder(Effect.WriteOrder effect) {
      world.watch.wrote(ArbiterProcess.this, effect.order());
      toCommands
          .orElseThrow()
          .submit((offset, when) -> effect.order(), new OrderFate(effect.order()));
      return true;
    }

    @Override
    public Boolean becameLeader(Effect.BecameLeader effect) {
      world.trace.say(name, "leads", effect.term());
      auditor.lead();
      return true;
    }

    @Override
    public Boolean stoodDown(Effect.StoodDown effect) {
      world.trace.say(name, "stands down", effect.why());
      auditor.standDown();
      return true;
    }

    @Override
    public Boolean refold(Effect.Refold effect) {
      world.trace.say(name, "refolds", effect.truncatedAt());
      PartitionModel model = core.orElseThrow().model();
      refoldedUpTo = model.partition();
      effect.truncatedAt().ifPresent(at -> truncated(at, model.partition().generation()));
      core = Optional.empty();
      step("load", ArbiterProcess.this::load);
      return true;
    }
  }
}
