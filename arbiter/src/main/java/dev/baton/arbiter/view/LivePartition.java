package dev.baton.arbiter.view;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.Bounds;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.SkippedRecords;
import dev.baton.log.Topic;
import dev.baton.model.ArbiterId;
import dev.baton.model.Position;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition followed along by the arbiters' own fold, without writing anything. Used by one
 * thread.
 */
final class LivePartition implements AutoCloseable {

  /** How far back it looks for who was at work. */
  private static final long LOOK_BACK = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(LivePartition.class);

  private final int partition;
  private final FoldReplica fold;
  private final SkippedRecords skipped = new SkippedRecords(LOG, System::nanoTime);
  private final LinkedBlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
  private final EventLog.Reader events;
  private final EventLog.Reader commands;
  private final TreeMap<ArbiterId, Instant> beats = new TreeMap<>();
  private final TreeMap<Long, Instant> unfolded = new TreeMap<>();
  private Optional<Tick> lastTick = Optional.empty();

  /** A tick with when it was written. */
  private record Tick(Command.Tick tick, Instant written, long lag) {}

  /**
   * Begins to follow.
   *
   * @throws dev.baton.log.LogUnavailableException when the log does not answer
   */
  LivePartition(EventLog log, int partition) {
    this.partition = partition;
    this.fold = FoldReplica.from(PartitionFold.standard(), log.latestSnapshots(partition));
    Bounds kept = log.bounds(Topic.EVENTS, partition);
    long from = Math.max(kept.first(), Math.min(fold.eventsFrom(), kept.end() - LOOK_BACK));
    this.events =
        log.readEvents(
            partition,
            StartAt.offset(from),
            delivered -> arrived.add(() -> delivered.match(new Events())));
    Bounds decisions = log.bounds(Topic.COMMANDS, partition);
    this.commands =
        log.readCommands(
            partition,
            StartAt.offset(Math.max(decisions.first(), decisions.end() - LOOK_BACK)),
            delivered -> arrived.add(() -> delivered.match(new Commands())));
  }

  /** Takes in what has arrived; tells whether that was everything there is. */
  boolean follow() {
    // Asked first: what was handed over before the answer is in the queue then.
    boolean atEnd = events.caughtUp() && commands.caughtUp();
    List<Runnable> batch = new ArrayList<>();
    arrived.drainTo(batch);
    batch.forEach(Runnable::run);
    return atEnd;
  }

  /** Returns the folded states, by name. */
  Collection<ClusterState> clusters() {
    return fold.model().clusters().values();
  }

  /** Returns who was seen at work. */
  List<Status.Arbiter> arbiters(Instant now) {
    TreeSet<ArbiterId> ids = new TreeSet<>(beats.keySet());
    lastTick.ifPresent(tick -> ids.add(tick.tick().arbiter()));
    return ids.stream().map(id -> arbiter(id, now)).toList();
  }

  private Status.Arbiter arbiter(ArbiterId id, Instant now) {
    Optional<Tick> leads = lastTick.filter(tick -> tick.tick().arbiter().equals(id));
    Instant heard = leads.map(Tick::written).orElse(Instant.MIN);
    Instant beat = beats.getOrDefault(id, Instant.MIN);
    Duration silent = Duration.between(beat.isAfter(heard) ? beat : heard, now);
    return new Status.Arbiter(
        partition,
        id,
        leads.isPresent() ? Status.Role.LEADER : Status.Role.STANDBY,
        leads.map(tick -> tick.tick().term()).orElse(0L),
        silent.isNegative() ? Duration.ZERO : silent,
        leads.map(Tick::lag).orElse(0L));
  }

  private void folded(FactRecord entry) {
    if (entry.position().offset() >= fold.eventsFrom()) {
      fold.apply(entry);
    }
    if (entry.fact() instanceof Fact.Beat beat) {
      beats.put(beat.arbiter(), entry.timestamp());
    }
    unfolded.put(entry.position().offset(), entry.timestamp());
  }

  private void ticked(Command.Tick tick, Instant written) {
    if (lastTick.filter(last -> last.tick().term() > tick.term()).isPresent()) {
      return;
    }
    unfolded.headMap(tick.foldedUpTo().offset(), true).clear();
    long lag = unfolded.values().stream().filter(appended -> appended.isBefore(written)).count();
    lastTick = Optional.of(new Tick(tick, written, lag));
  }

  @Override
  public void close() {
    events.close();
    commands.close();
  }

  /** What an event's delivery does. */
  private final class Events implements Delivered.Cases<FactRecord, Boolean> {
    @Override
    public Boolean decoded(Delivered.Decoded<FactRecord> delivery) {
      folded(delivery.value());
      return true;
    }

    @Override
    public Boolean undecodable(Delivered.Undecodable<FactRecord> delivery) {
      skipped.add(delivery);
      if (delivery.offset() >= fold.eventsFrom()) {
        fold.skip(new Position(delivery.offset()));
      }
      return false;
    }

    @Override
    public Boolean truncated(Delivered.Truncated<FactRecord> delivery) {
      fold.rewind(delivery.offset());
      return false;
    }
  }

  /** What an order's delivery does: only ticks matter here, what they order is in the state. */
  private final class Commands implements Delivered.Cases<CommandRecord, Boolean> {
    @Override
    public Boolean decoded(Delivered.Decoded<CommandRecord> delivery) {
      if (delivery.value().command() instanceof Command.Tick tick) {
        ticked(tick, delivery.timestamp());
      }
      return true;
    }

    @Override
    public Boolean undecodable(Delivered.Undecodable<CommandRecord> delivery) {
      skipped.add(delivery);
      return false;
    }

    @Override
    public Boolean truncated(Delivered.Truncated<CommandRecord> delivery) {
      return false;
    }
  }
}
