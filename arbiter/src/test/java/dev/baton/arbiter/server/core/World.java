package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.CommandText;
import dev.baton.arbiter.fold.FactText;
import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Story;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A little world of arbiters and keepers around a log that is a list. Time passes in steps of 5 ms;
 * in each, everybody who is awake reads what is new and does what follows from it.
 */
public final class World {
  static final Duration STEP = Duration.ofMillis(5);

  final List<Optional<FactRecord>> events = new ArrayList<>();
  final List<CommandRecord> commands = new ArrayList<>();
  final TreeMap<String, Arbiter> arbiters = new TreeMap<>();
  final TreeMap<String, SteppedKeeper> keepers = new TreeMap<>();
  private long now = 1_000_000_000L;

  /** Which of the brokers leads, as its leader epoch. */
  int leaderEpoch;

  /** Returns a world with these arbiters, and nothing else. */
  static World of(String... arbiters) {
    World world = new World();
    List.of(arbiters).forEach(world::arbiter);
    return world;
  }

  /** Returns a world with these arbiters in which {@code a} holds and {@code b} stands by. */
  static World heldByA(String... arbiters) {
    World world = of(arbiters);
    world.tell("define 1 a:200,b:100");
    world.keeper("a");
    world.keeper("b");
    if (!world.untilHeldBy("a")) {
      throw new AssertionError("a does not hold after " + world.events.size() + " events");
    }
    world.pass(Duration.ofSeconds(1));
    return world;
  }

  Arbiter arbiter(String name) {
    return arbiters.computeIfAbsent(name, id -> new Arbiter(this, id));
  }

  SteppedKeeper keeper(String node) {
    return keepers.computeIfAbsent(node, id -> new SteppedKeeper(this, id));
  }

  long now() {
    return now;
  }

  /** Appends a fact as stories tell it. */
  void tell(String line) {
    PartitionModel model = arbiters.firstEntry().getValue().runner.model();
    append(
        FactText.parse(
            line,
            model
                .clusters()
                .get(FactText.WEB)
                .orElseGet(() -> dev.baton.model.state.ClusterState.empty(FactText.WEB))));
  }

  long append(Fact fact) {
    Optional<ClusterId> cluster =
        FactText.isOfThePartition(fact) ? Optional.empty() : Optional.of(FactText.WEB);
    Position position = new Position(events.size());
    events.add(Optional.of(new FactRecord(cluster, position, time(), fact)));
    return position.offset();
  }

  /** That arbiter is to lead in the place of another that is well. */
  void share(String name) {
    arbiter(name).carryOut(arbiter(name).runner.onShare(now));
  }

  /** Appends a record that nobody can decode. */
  void appendMalformed() {
    events.add(Optional.empty());
  }

  private Instant time() {
    return Story.BEGINNING.plusNanos(now);
  }

  void pass(Duration time) {
    for (long end = now + time.toNanos(); now < end; ) {
      now += STEP.toNanos();
      arbiters.values().forEach(Arbiter::step);
      keepers.values().forEach(SteppedKeeper::step);
      long open = keepers.values().stream().filter(SteppedKeeper::isOpen).count();
      if (open > 1) {
        throw new AssertionError("two gates are open after " + events.size() + " events");
      }
    }
  }

  /** Passes time until the only open gate is that node's, at most ten seconds. */
  boolean untilHeldBy(String node) {
    for (int i = 0; i < 2000 && !keeper(node).isOpen(); i++) {
      pass(STEP);
    }
    return keeper(node).isOpen();
  }

  List<String> leaders() {
    return arbiters.entrySet().stream()
        .filter(arbiter -> arbiter.getValue().runner.status(now).leading())
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  /** Returns the commands as a reader takes them: what is not after the last one is dropped. */
  List<String> taken() {
    List<String> taken = new ArrayList<>();
    Optional<CommandRecord> last = Optional.empty();
    for (CommandRecord order : commands) {
      boolean tick = order.command() instanceof dev.baton.model.command.Command.Tick;
      if (!tick && (last.isEmpty() || order.source().isAfter(last.orElseThrow().source()))) {
        last = Optional.of(order);
        taken.add(CommandText.of(order.command()));
      }
    }
    return taken;
  }

  /** One arbiter process with its faults. */
  static final class Arbiter {
    private final World world;
    final String name;
    PartitionRunner runner;
    int eventsRead;
    int commandsRead;

    /** Does nothing at all. */
    boolean frozen;

    /** Effects are held back, as in a process frozen between deciding and doing. */
    boolean held;

    /** Reads no events. */
    boolean deafToEvents;

    /** Reads no commands. */
    boolean deafToCommands;

    /** What it appends and writes never arrives, and it is told so. */
    boolean mute;

    /** Writes of commands fail, and it is told. */
    boolean writesFail;

    final List<Effect> done = new ArrayList<>();
    private final List<Effect> heldBack = new ArrayList<>();

    Arbiter(World world, String name) {
      this.world = world;
      this.name = name;
      FoldReplica fold = FoldReplica.from(PartitionFold.standard(), List.of());
      fold.logEndsAt(world.events.size(), world.commands.size());
      runner =
          new PartitionRunner(
              new RunnerSettings(
                  new ArbiterId(name), Duration.ofMillis(100), 3, Duration.ZERO, 1000),
              fold,
              world.now());
    }

    void step() {
      if (frozen) {
        return;
      }
      int events = deafToEvents ? eventsRead : world.events.size();
      while (eventsRead < events) {
        Optional<FactRecord> entry = world.events.get(eventsRead);
        Position position = new Position(eventsRead++);
        carryOut(
            entry
                .map(known -> runner.onEvent(known, OptionalInt.of(world.leaderEpoch), world.now()))
                .orElseGet(() -> runner.onMalformedEvent(position, world.now())));
      }
      int commands = deafToCommands ? commandsRead : world.commands.size();
      while (commandsRead < commands) {
        CommandRecord order = world.commands.get(commandsRead);
        carryOut(runner.onCommand(order, commandsRead++, world.now()));
      }
      if (runner.nextDeadline(world.now()) <= world.now()) {
        carryOut(runner.onClock(world.now()));
      }
    }

    /** Does now what was held back. */
    void letGo() {
      held = false;
      List<Effect> late = List.copyOf(heldBack);
      heldBack.clear();
      carryOut(late);
    }

    private void carryOut(List<Effect> effects) {
      if (held) {
        heldBack.addAll(effects);
        return;
      }
      for (Effect effect : effects) {
        done.add(effect);
        if (effect instanceof Effect.AppendFact append) {
          append(append);
        }
        if (effect instanceof Effect.WriteOrder write) {
          write(write.order());
        }
      }
    }

    private void append(Effect.AppendFact append) {
      if (mute) {
        carryOut(runner.onAppendFailed(append.cluster(), append.fact(), world.now()));
        return;
      }
      world.append(append.fact());
      if (append.fact() instanceof Fact.Beat beat) {
        carryOut(runner.onBeatAcked(beat.sequence(), world.now()));
      }
    }

    private void write(CommandRecord order) {
      if (writesFail || mute) {
        carryOut(runner.onWriteFailed(order, world.now()));
      } else {
        world.commands.add(order);
      }
    }

    long appended(Class<? extends Fact> kind) {
      return done.stream()
          .filter(
              effect ->
                  effect instanceof Effect.AppendFact append && kind.isInstance(append.fact()))
          .count();
    }
  }
}
