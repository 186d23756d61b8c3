package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.server.core.Effect;
import dev.baton.arbiter.server.core.PartitionRunner;
import dev.baton.arbiter.server.core.ReadBack;
import dev.baton.arbiter.server.core.Restored;
import dev.baton.arbiter.server.core.RunnerSettings;
import dev.baton.arbiter.server.core.RunnerStatus;
import dev.baton.arbiter.server.core.Truncations;
import dev.baton.arbiter.server.shell.Inputs.Input;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Retry;
import dev.baton.log.Tail;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.PartitionState;
import dev.baton.scheduling.LoopWatch;
import dev.baton.scheduling.RealTimeScheduling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An arbiter's work on one partition: a thread that lets a runner run. */
final class PartitionLoop {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);

  private final EventLog log;
  private final int partition;
  private final RunnerSettings settings;
  private final Duration closeTimeout;
  private final AuditLoop audit;
  private final Outstanding outstanding = new Outstanding();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<RunnerStatus> status = Optional.empty();
  private volatile Optional<ReadBack> readBack = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();
  private volatile Inbox inbox = new Inbox();
  private final Truncations truncations = new Truncations();
  private final Tail tail;
  private final Retry lives;
  private PartitionState refoldedUpTo = PartitionState.EMPTY;
  private boolean gapReported;
  private final Consumer<ClusterDefinition> defined;
  private volatile PartitionModel model = PartitionModel.EMPTY;
  private volatile boolean broken;

  /**
   * Prepares the work on a partition.
   *
   * @param defined told of each definition that this arbiter writes as the partition's leader
   */
  PartitionLoop(
      EventLog log,
      int partition,
      RunnerSettings settings,
      Duration closeTimeout,
      Consumer<ClusterDefinition> defined) {
    this.defined = defined;
    this.log = log;
    this.partition = partition;
    this.settings = settings;
    this.closeTimeout = closeTimeout;
    String who = "the arbiter of partition " + partition;
    tail = new Tail(log, partition, Retry.until(who, stop));
    lives = Retry.until(who, stop);
    audit = new AuditLoop(log, partition, () -> readBack, truncations, this::claimed);
    thread = new Thread(this::run, "arbiter-" + partition);
    RealTimeScheduling.first(thread); // And so does the reader of events that it makes.
  }

  void start() {
    audit.start();
    thread.start();
  }

  PartitionStatus status() {
    return new PartitionStatus(
        partition,
        status,
        inbox.size(),
        new PartitionStatus.Audit(audit.isWriting(), audit.interruption()),
        failure.or(audit::failure),
        broken);
  }

  /** Returns what the partition's fold has come to; empty until it is restored. */
  PartitionModel model() {
    return model;
  }

  /** Takes the lead from an arbiter that is well, if this one is well, too; returns at once. */
  void share() {
    inbox.answer((runner, now) -> runner.onShare(now));
  }

  /** Stops ticking; returns at once. */
  void stop() {
    stop.countDown();
    inbox.answer((runner, now) -> List.of());
  }

  /**
   * Flushes and leaves, after {@link #stop}.
   *
   * @param deadline until when, by the monotonic clock in ns; what waits for Kafka then is given up
   */
  void close(long deadline) throws InterruptedException {
    thread.join(millisUntil(deadline));
    if (thread.isAlive()) {
      LOG.atWarn().addKeyValue("partition", partition).log("the partition did not end in time");
      thread.interrupt();
    }
    audit.close(Duration.ofMillis(millisUntil(deadline)));
  }

  private static long millisUntil(long deadline) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  private void claimed(Restored committed) {
    Source contained = committed.fold().begun();
    inbox.answer((runner, now) -> runner.onClaimed(contained, committed.divergence(), now));
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private void run() {
    try {
      while (!isStopping()) {
        attempt();
      }
      if (!outstanding.awaitNone(closeTimeout)) {
        LOG.atWarn().addKeyValue("partition", partition).log("closed with writes unanswered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      broken = true;
      audit.standDown();
      failure = Optional.of(e.toString());
      LOG.atError()
          .addKeyValue("partition", partition)
          .setCause(e)
          .log("the partition is stopped for good");
    }
  }

  /** Whatever fails here, other partitions go on, and this one begins again. */
  private void attempt() throws InterruptedException {
    try {
      Optional<Tail.Following<Life>> following = tail.follow(this::restore);
      if (following.isPresent()) {
        live(following.orElseThrow());
      }
    } catch (RuntimeException e) {
      audit.standDown();
      failure = Optional.of(e.toString());
      lives.pauseAfter(e);
    }
  }

  /**
   * What a runner begins with.
   *
   * @param restored the fold
   * @param mail where what is read waits for the runner
   * @param events the reader of events
   */
  private record Life(Restored restored, Inbox mail, EventLog.Reader events) {}

  private Life restore(Tail.Start start) {
    Restored restored = Inputs.restored(start, truncations);
    Inbox mail = new Inbox();
    inbox = mail;
    EventLog.Reader events =
        start.events(
            StartAt.offset(restored.fold().eventsFrom()), got -> mail.event(Inputs.event(got)));
    // What was ordered is read back at leisure; the keepers are to read it first.
    var unused =
        start.commands(
            StartAt.offset(restored.fold().commandsFrom()).withoutHurry(),
            got -> mail.command(Inputs.command(got)));
    return new Life(restored, mail, events);
  }

  /** Runs one runner until it is to begin again or to stop. */
  private void live(Tail.Following<Life> following) throws InterruptedException {
    Restored restored = following.state().restored();
    Inbox mail = following.state().mail();
    // The mail is closed first: a reader that waits for room in it cannot be closed.
    try (following;
        mail) {
      long eventsFrom = restored.fold().eventsFrom();
      PartitionRunner runner =
          new PartitionRunner(anotherLife(), restored.fold(), System.nanoTime());
      runner.refoldedUpTo(refoldedUpTo);
      Effects effects = new Effects(log, partition, mail, outstanding, audit);
      if (restored.missing()) {
        reportGap(new Position(eventsFrom - 1), restored.fold().model(), effects);
      }
      LOG.atInfo()
          .addKeyValue("partition", partition)
          .addKeyValue("eventsFrom", eventsFrom)
          .addKeyValue("clusters", restored.fold().model().clusters().size())
          .log("restored");
      turn(runner, mail, effects, following.state().events());
    } finally {
      status = Optional.empty();
      readBack = Optional.empty();
    }
  }

  /** Once: a runner that begins again reads what the first one reported. */
  private void reportGap(Position reached, PartitionModel model, Effects effects) {
    if (!gapReported) {
      gapReported = true;
      long known = model.partition().generation();
      effects.appendFact(
          new Effect.AppendFact(
              Optional.empty(), new Fact.LogLoss(settings.arbiter(), reached, known)));
    }
  }

  /**
   * Each runner numbers its beats from a random number on: read back, those of an earlier one, of
   * this process or of one before it, prove nothing. The wall clock would not do, it may be set.
   */
  private RunnerSettings anotherLife() {
    return new RunnerSettings(
        settings.arbiter(),
        settings.tickInterval(),
        settings.missedTicks(),
        settings.jitter(),
        RandomGenerator.getDefault().nextLong(1L << 52));
  }

  private void turn(PartitionRunner runner, Inbox mail, Effects effects, EventLog.Reader events)
      throws InterruptedException {
    boolean awaited = true;
    boolean settled = false;
    try (LoopWatch watch = LoopWatch.begin("arbiter's partition " + partition)) {
      while (!isStopping()) {
        watch.turned();
        if (!settled && events.caughtUp()) {
          settled = true; // Nobody waits for one that folds a backlog.
          RealTimeScheduling.settle();
        }
        Optional<Input> input = next(runner, mail);
        long then = System.nanoTime();
        List<Effect> wanted =
            input.map(what -> what.tell(runner, then)).orElseGet(() -> runner.onClock(then));
        model = runner.model();
        Optional<OptionalLong> again = carryOut(wanted, effects);
        if (again.isPresent()) {
          long generation = runner.model().partition().generation();
          again.orElseThrow().ifPresent(offset -> truncations.add(offset, generation));
          return;
        }
        RunnerStatus reached = runner.status(then);
        if (reached.leading() != awaited) {
          awaited = reached.leading();
          events.rest(!awaited); // Nobody waits for what an arbiter folds that does not lead.
        }
        if (reached.proven() && failure.isPresent()) {
          failure = Optional.empty();
          lives.succeeded();
        }
        status = Optional.of(reached);
        readBack = runner.readBack().or(() -> readBack);
      }
    } finally {
      RealTimeScheduling.unsettle();
      refoldedUpTo = runner.model().partition();
    }
  }

  private static Optional<Input> next(PartitionRunner runner, Inbox mail)
      throws InterruptedException {
    long now = System.nanoTime();
    return mail.next(Math.min(runner.nextDeadline(now) - now, LoopWatch.LONGEST_WAIT.toNanos()));
  }

  /** Carries out what is wanted; returns where to begin again, if one of them asks for that. */
  private Optional<OptionalLong> carryOut(List<Effect> wanted, Effects effects) {
    for (Effect effect : wanted) {
      Optional<OptionalLong> again = effect.match(effects);
      if (again.isPresent()) {
        return again;
      }
    }
    tellDefinitions(wanted);
    return Optional.empty();
  }

  private void tellDefinitions(List<Effect> done) {
    for (Effect effect : done) {
      if (effect instanceof Effect.WriteOrder write
          && write.order().command() instanceof Command.Define define) {
        defined.accept(define.definition());
      }
    }
  }
}
