package dev.baton.bench;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.server.core.Effect;
import dev.baton.arbiter.server.core.PartitionRunner;
import dev.baton.arbiter.server.core.RunnerSettings;
import dev.baton.bench.Site.Said;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The loop of an arbiter that leads a partition: events and commands come in by their order in the
 * log, and what the runner wants appended or written stands there at once. Time goes on as the
 * events say: all that is said in a second takes a second.
 */
final class LoopWorld {
  private static final Instant WHEN = Instant.parse("2026-01-01T00:00:00Z");

  /** Seconds: first assignments wait until nobody better comes. */
  private static final int SETTLING = 3;

  private final PartitionRunner runner;
  private final Deque<FactRecord> events = new ArrayDeque<>();
  private final Deque<CommandRecord> commands = new ArrayDeque<>();
  private long nextEvent;
  private long nextCommand;
  private long now;
  private long assigned;
  private long expired;

  LoopWorld(Site site) {
    RunnerSettings settings =
        new RunnerSettings(new ArbiterId("x"), Duration.ofMillis(100), 3, Duration.ZERO, 0);
    runner =
        new PartitionRunner(settings, FoldReplica.from(PartitionFold.standard(), List.of()), now);
    letPass(Duration.ofSeconds(2));
    for (Said said : site.beginning()) {
      say(said);
    }
    for (int second = 0; second < SETTLING; second++) {
      saySpread(site.second());
    }
    int wanted = site.clusters().size();
    if (!leads() || assigned != wanted || expired != 0) {
      throw new IllegalStateException(
          assigned + " of " + wanted + " are held, " + expired + " sessions were waited out");
    }
  }

  boolean leads() {
    return runner.status(now).leading();
  }

  /** How often somebody was assigned. */
  long assigned() {
    return assigned;
  }

  /** How many sessions were waited out. */
  long expired() {
    return expired;
  }

  /** What is said in a second is said in a second. */
  void saySpread(List<Said> second) {
    for (Said said : second) {
      passTo(1_000_000_000L / second.size());
      say(said);
    }
  }

  /** Somebody says something. */
  void say(Said said) {
    append(Optional.of(said.cluster()), said.fact());
    drain();
  }

  /** Lets time pass until the next input. */
  void passTo(long nanos) {
    now += nanos;
    if (runner.nextDeadline(now) <= now) {
      carryOut(runner.onClock(now));
      drain();
    }
  }

  /** Lets time pass in which nobody says anything but the arbiter. */
  void letPass(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      passTo(10_000_000);
    }
  }

  /** As the shell does: one input after the other, and a look at the runner after each. */
  private void drain() {
    while (!events.isEmpty() || !commands.isEmpty()) {
      List<Effect> wanted =
          events.isEmpty()
              ? runner.onCommand(commands.removeFirst(), nextCommand++, now)
              : runner.onEvent(events.removeFirst(), now);
      carryOut(wanted);
      var unusedStatus = runner.status(now);
      var unusedReadBack = runner.readBack();
      var unusedModel = runner.model();
    }
  }

  private void append(Optional<ClusterId> cluster, Fact fact) {
    events.addLast(new FactRecord(cluster, new Position(nextEvent++), WHEN, fact));
  }

  private void carryOut(List<Effect> wanted) {
    for (Effect effect : wanted) {
      if (effect instanceof Effect.AppendFact appended) {
        append(appended.cluster(), appended.fact());
        expired += appended.fact() instanceof Fact.Expire ? 1 : 0;
        if (appended.fact() instanceof Fact.Beat beat) {
          carryOut(runner.onBeatAcked(beat.sequence(), now));
        }
      } else if (effect instanceof Effect.WriteOrder write) {
        commands.addLast(write.order());
        assigned += write.order().command() instanceof Command.Assign ? 1 : 0;
      }
    }
  }
}
