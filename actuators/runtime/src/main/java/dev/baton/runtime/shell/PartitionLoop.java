package dev.baton.runtime.shell;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Retry;
import dev.baton.log.RetryingAppender;
import dev.baton.log.Tail;
import dev.baton.log.Topic;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.state.Snapshot;
import dev.baton.runtime.core.BindingId;
import dev.baton.runtime.core.FleetEffect;
import dev.baton.runtime.core.PartitionDrivers;
import dev.baton.runtime.core.Report;
import dev.baton.scheduling.LoopWatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on one partition: a thread that reads commands, decides, and carries out the effects.
 */
final class PartitionLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ActuatorService.class);

  /**
   * The longest wait of the loop, so that outcomes which the log did not take are appended again.
   */
  private static final long LONGEST_WAIT_MS = 250;

  /** How long the next instance waits for running calls and unconfirmed outcomes. */
  private static final Duration LEAVE = Duration.ofSeconds(2);

  /**
   * Bounds the outcomes that wait for the log. Without the log there are no commands, so only
   * drifts and repairs wait.
   */
  private static final int MOST_WAITING = 4_096;

  private final int partition;
  private final ActuatorParts parts;
  private final PartitionDrivers drivers;
  private final RetryingAppender outcomes;
  private final Fleet fleet;
  private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Tail tail;
  private final Thread thread;
  private volatile ActuatorReport.Share share;
  private volatile Optional<String> failure = Optional.empty();

  /** Where the commands ended at the start. The loop reads up to there before it acts. */
  private long catchUpTo;

  /** An event for the core. */
  private interface Input {
    List<FleetEffect> tell();
  }

  PartitionLoop(int partition, ActuatorParts parts) {
    this.partition = partition;
    this.parts = parts;
    this.drivers = new PartitionDrivers(PartitionDrivers.ofCloud(parts.cloud()));
    this.outcomes = new RetryingAppender(parts.log()::append, MOST_WAITING);
    this.fleet = new Fleet(parts, this::tell, this::reported);
    this.share = new ActuatorReport.Share(partition, false, List.of());
    this.tail =
        new Tail(
            parts.log(),
            partition,
            Retry.until("the actuator of " + parts.cloud() + ", partition " + partition, stopping));
    this.thread = new Thread(this::run, "actuator-" + partition);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Tells the loop to end without waiting. */
  void stop() {
    stopping.countDown();
    inputs.add(List::of);
  }

  /** Waits until the loop has ended. Running calls to the platform may go on. */
  void close() {
    stop();
    try {
      thread.join(LEAVE.multipliedBy(4).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  ActuatorReport.Share share() {
    return share;
  }

  Optional<String> failure() {
    return failure;
  }

  private void run() {
    try {
      Optional<Tail.Following<Standing>> commands = tail.follow(this::plan);
      if (commands.isPresent()) {
        work(commands.orElseThrow());
      }
      fleet.endAll(LEAVE);
      boolean unused = outcomes.close(LEAVE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = Optional.of("partition " + partition + ": " + e);
      LOG.atError().addKeyValue("partition", partition).setCause(e).log("the actuator fails");
    }
  }

  /**
   * The committed state of the clusters.
   *
   * @param from the offset from which commands are read
   * @param end the offset at which they ended
   */
  private record Standing(List<Snapshot> snapshots, long from, long end) {}

  private Standing plan(Tail.Start start) {
    List<Snapshot> snapshots = start.snapshots();
    long from = snapshots.stream().mapToLong(Snapshot::commandsUpTo).min().orElse(0);
    var unused = start.commands(StartAt.offset(from), this::delivered);
    return new Standing(snapshots, from, start.bounds(Topic.COMMANDS).end());
  }

  /** Takes the committed state, before the first command. */
  private void begin(Standing standing) {
    catchUpTo = standing.end();
    standing.snapshots().forEach(drivers::onSnapshot);
    if (standing.from() >= catchUpTo) {
      carryOut(drivers.onCaughtUp());
    }
  }

  private void work(Tail.Following<Standing> commands) throws InterruptedException {
    try (commands;
        LoopWatch watch = LoopWatch.begin("actuator's partition " + partition)) {
      begin(commands.state());
      while (stopping.getCount() > 0) {
        watch.turned();
        // Asked before the queue is read: everything delivered before this answer is then in the
        // queue.
        boolean atEnd = commands.caughtUp();
        Input input = inputs.poll(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
        if (input != null) {
          carryOut(input.tell());
        } else if (atEnd) {
          carryOut(drivers.onCaughtUp());
        }
        outcomes.retry();
        share = new ActuatorReport.Share(partition, drivers.isLive(), drivers.status());
      }
    }
  }

  private void carryOut(List<FleetEffect> effects) {
    Deque<FleetEffect> pending = new ArrayDeque<>(effects);
    while (!pending.isEmpty()) {
      pending
          .removeFirst()
          .match(fleet)
          .ifPresent(unmade -> pending.addAll(drivers.onUnmakeable(unmade.driver(), unmade.why())));
    }
  }

  private void delivered(Delivered<CommandRecord> delivery) {
    inputs.add(() -> delivery.match(new Readings()));
  }

  private void reported(BindingId driver, Report report) {
    inputs.add(() -> drivers.onReport(driver, report));
  }

  private void tell(FleetEffect.Tell effect) {
    parts.watch().told(effect.cluster(), effect.outcome());
    outcomes.append(effect.cluster(), effect.outcome());
  }

  /** Handles what the commands topic delivers. */
  private final class Readings implements Delivered.Cases<CommandRecord, List<FleetEffect>> {
    @Override
    public List<FleetEffect> decoded(Delivered.Decoded<CommandRecord> delivery) {
      List<FleetEffect> effects = drivers.onOrder(delivery.value());
      return delivery.offset() + 1 == catchUpTo ? drivers.onCaughtUp() : effects;
    }

    @Override
    public List<FleetEffect> undecodable(Delivered.Undecodable<CommandRecord> delivery) {
      return delivery.offset() + 1 == catchUpTo ? drivers.onCaughtUp() : List.of();
    }

    @Override
    public List<FleetEffect> truncated(Delivered.Truncated<CommandRecord> delivery) {
      return List.of();
    }
  }
}
