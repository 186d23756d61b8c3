package dev.baton.runtime.core;

import static dev.baton.runtime.core.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Outcome;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.Placement;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Instances that die at any point, and others that take over from a snapshot of any age. */
class TakeoverTest {
  private static final String[] BINDINGS = {"aws-route", "aws-eip"};

  @Property(tries = 1000)
  void ofEachCommandOneOutcomeCountsAndTheLastIsPlacedAndTold(@ForAll long seed) {
    Log log = new Log();
    Random random = new Random(seed);
    for (int step = 0; step < 120; step++) {
      log.step(random);
    }
    log.settle(random);

    assertThat(log.counted.values()).allMatch(count -> count == 1);
    for (int index = 0; index < BINDINGS.length; index++) {
      assertThat(log.counted).containsEntry(log.epoch() + "/" + index, 1);
      assertThat(log.platform).containsEntry(index, log.holder());
      assertThat(log.placements.get(index).result().inPlace()).isTrue();
    }
  }

  /** Commands and outcomes, and the instance that works. */
  private static final class Log {
    final List<CommandRecord> commands = new ArrayList<>();
    final TreeMap<Integer, Placement> placements = new TreeMap<>();
    final TreeMap<String, Integer> counted = new TreeMap<>();
    final TreeMap<Integer, NodeId> platform = new TreeMap<>();
    private final List<Snapshotted> snapshots = new ArrayList<>();
    private Instance instance;
    private long now = 1;

    /** What the state topic holds: how many commands are folded, and what was told. */
    private record Snapshotted(int commands, TreeMap<Integer, Placement> placements) {}

    Log() {
      commands.add(Clusters.define(0, Clusters.definition(1, BINDINGS)));
      commands.add(Clusters.assign(1, 1, "a"));
      snapshots.add(new Snapshotted(2, new TreeMap<>()));
      instance = new Instance(this, 0);
    }

    long epoch() {
      return commands.size() - 1L;
    }

    NodeId holder() {
      return new NodeId(epoch() % 2 == 1 ? "a" : "b");
    }

    void step(Random random) {
      now += random.nextInt(400) * 1_000_000L;
      switch (random.nextInt(12)) {
        case 0 -> commands.add(assignNext());
        case 1 -> {
          // It dies; what it had not appended yet dies with it. The snapshot lags behind.
          int age = random.nextInt(Math.min(3, snapshots.size()));
          instance = new Instance(this, snapshots.size() - 1 - age);
        }
        case 2, 3 -> snapshots.add(new Snapshotted(commands.size(), new TreeMap<>(placements)));
        default -> instance.step(random, now);
      }
    }

    private CommandRecord assignNext() {
      long next = epoch() + 1;
      return Clusters.assign(commands.size(), next, next % 2 == 1 ? "a" : "b");
    }

    void settle(Random random) {
      for (int step = 0; step < 400; step++) {
        now += 400 * 1_000_000L;
        instance.step(random, now);
      }
    }

    /** As the fold takes outcomes (rule O). */
    void append(Outcome outcome) {
      Optional<Placement> known = Optional.ofNullable(placements.get(outcome.index()));
      boolean answered = known.filter(of -> of.epoch().equals(outcome.epoch())).isPresent();
      if (answered && outcome.result().answers()) {
        return;
      }
      if (outcome.result().answers()) {
        counted.merge(outcome.epoch() + "/" + outcome.index(), 1, Integer::sum);
      }
      if (known.filter(of -> of.epoch().isAfter(outcome.epoch())).isEmpty()) {
        placements.put(outcome.index(), Placement.of(outcome, Instant.EPOCH));
      }
    }
  }

  /** One life of a service: the cores, a queue of outcomes, and calls that take effect late. */
  private static final class Instance {
    private final Log log;
    private final PartitionDrivers drivers = new PartitionDrivers(PartitionDrivers.ofCloud("aws"));
    private final TreeMap<Integer, BindingDriver> running = new TreeMap<>();
    private final TreeMap<Integer, BindingId> ids = new TreeMap<>();
    private final TreeMap<Integer, DriverEffect> calls = new TreeMap<>();
    private final Deque<Outcome> outbox = new ArrayDeque<>();
    private int read;
    private long now = 1;

    Instance(Log log, int snapshot) {
      this.log = log;
      Log.Snapshotted from = log.snapshots.get(snapshot);
      this.read = from.commands();
      long epoch = from.commands() - 1L;
      NodeId holder = new NodeId(epoch % 2 == 1 ? "a" : "b");
      drivers.onSnapshot(
          Clusters.snapshot(
              from.commands() - 1L,
              Clusters.state(
                  Clusters.definition(1, BINDINGS),
                  epoch,
                  new AssignmentState.Held(holder, new SessionId("s"), true),
                  from.placements().values().toArray(new Placement[0]))));
      while (read < log.commands.size()) {
        take(drivers.onOrder(log.commands.get(read++)));
      }
      take(drivers.onCaughtUp());
    }

    void step(Random random, long time) {
      now = time;
      int index = random.nextInt(BINDINGS.length);
      switch (random.nextInt(4)) {
        case 0 -> {
          if (read < log.commands.size()) {
            take(drivers.onOrder(log.commands.get(read++)));
          }
        }
        case 1 -> Optional.ofNullable(outbox.pollFirst()).ifPresent(log::append);
        case 2 -> end(index, random);
        default ->
            Optional.ofNullable(running.get(index))
                .ifPresent(driver -> carryOut(index, driver.onClock(now)));
      }
    }

    private void end(int index, Random random) {
      DriverEffect call = calls.remove(index);
      if (call instanceof DriverEffect.Apply apply) {
        BindingDriver driver = running.get(index);
        // A higher epoch that was read fences the write.
        if (!driver.highest().isAfter(apply.assignment().epoch())) {
          log.platform.put(index, apply.assignment().node());
        }
        carryOut(index, driver.onApplied(new Receipt(List.of(), ""), now));
      } else if (call instanceof DriverEffect.Verify verify) {
        boolean here = verify.assignment().node().equals(log.platform.get(index));
        Where where = here ? Where.HERE : Where.ELSEWHERE;
        carryOut(
            index,
            running
                .get(index)
                .onVerified(new Verification(where, List.of()), random.nextDouble(), now));
      }
    }

    private void carryOut(int index, List<DriverEffect> effects) {
      for (DriverEffect effect : effects) {
        if (effect instanceof DriverEffect.Say say) {
          take(drivers.onReport(ids.get(index), say.report()));
        } else {
          calls.put(index, effect);
        }
      }
    }

    private void take(List<FleetEffect> effects) {
      for (FleetEffect effect : effects) {
        if (effect instanceof FleetEffect.Open open) {
          ids.put(open.driver().index(), open.driver());
          running.put(open.driver().index(), new BindingDriver(DriverSettings.DEFAULT));
        } else if (effect instanceof FleetEffect.Assign assign) {
          int index = assign.driver().index();
          carryOut(index, running.get(index).onAssignment(assign.assignment(), now));
        } else if (effect instanceof FleetEffect.Resume resume) {
          int index = resume.driver().index();
          carryOut(index, running.get(index).onResumed(resume.assignment(), resume.told(), now));
        } else if (effect instanceof FleetEffect.Tell tell) {
          assertThat(tell.cluster()).isEqualTo(WEB);
          outbox.addLast(tell.outcome());
        }
      }
    }
  }
}
