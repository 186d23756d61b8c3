package dev.baton.arbiter.view;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Tail;
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

/**
 * One partition followed along by the arbiters' own fold, without writing anything. Used by one
 * thread.
 */
final class LivePartition implements AutoCloseable {

  /** How many events it looks back for the beats of arbiters that stand by. */
  private static final long EVENTS_BACK = 2_000;

  /**
   * How many commands it looks back for the tick of the arbiter that leads. At rest these are ticks
   * of minutes; when hundreds of clusters move at once, there may be none among them.
   */
  private static final long COMMANDS_BACK = 200;

  /** If there is none, it looks back so many times further. */
  private static final long FURTHER = 20;

  /**
   * After how long without a tick of the leader everything after the last tick counts as not
   * folded. While it is well, it ticks once a second or more.
   */
  private static final Duration OVERDUE = Duration.ofSeconds(3);

  private final int partition;
  private final long back;
  private boolean all;
  private final Tail.Following<FoldReplica> log;
  private final FoldReplica fold;
  private final LinkedBlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
  private final TreeMap<ArbiterId, Instant> beats = new TreeMap<>();
  private final TreeMap<Long, Instant> unfolded = new TreeMap<>();
  private Optional<Tick> lastTick = Optional.empty();

  /** A tick with when it was written. */
  private record Tick(Command.Tick tick, Instant written) {}

  /**
   * Begins to follow.
   *
   * @param patience how long to try
   * @throws dev.baton.log.LogUnavailableException when the log does not answer in that time
   */
  LivePartition(EventLog log, int partition, Duration patience) {
    this(log, partition, patience, COMMANDS_BACK);
  }

  private LivePartition(EventLog log, int partition, Duration patience, long back) {
    this.partition = partition;
    this.back = back;
    this.log = Tail.within(log, partition, patience, this::begin);
    this.fold = this.log.state();
  }

  private FoldReplica begin(Tail.Start start) {
    FoldReplica begun = FoldReplica.from(PartitionFold.standard(), start.snapshots());
    long recent = start.bounds(Topic.EVENTS).end() - EVENTS_BACK;
    var unused =
        start.events(
            StartAt.offset(Math.min(begun.eventsFrom(), recent)),
            delivered -> arrived.add(() -> delivered.match(new Events())));
    EventLog.Bounds commands = start.bounds(Topic.COMMANDS);
    all = commands.end() - back <= commands.first();
    var unusedToo =
        start.commands(
            StartAt.offset(commands.end() - back),
            delivered -> arrived.add(() -> delivered.match(new Commands())));
    return begun;
  }

  /** Takes in what has arrived; tells whether that was everything there is. */
  boolean follow() {
    // Asked first: what was handed over before the answer is in the queue then.
    boolean atEnd = log.caughtUp();
    List<Runnable> batch = new ArrayList<>();
    arrived.drainTo(batch);
    batch.forEach(Runnable::run);
    return atEnd;
  }

  /**
   * Returns the same, begun anew and read from further back, if no arbiter was seen to lead and one
   * may have said so before. Then this one is closed. An arbiter that is far behind writes
   * commands, but it does not tick.
   */
  Optional<LivePartition> furtherBack(EventLog from, Duration patience) {
    if (all || lastTick.isPresent()) {
      return Optional.empty();
    }
    close();
    return Optional.of(new LivePartition(from, partition, patience, back * FURTHER));
  }

  /** Returns the folded states, by name. */
  Collection<ClusterState> clusters() {
    return fold.model().clusters();
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
        leads.map(this::lag).orElse(0L));
  }

  /**
   * What the leader had not folded when it ticked last; all that it has not folded, if it should
   * have ticked since. By the log's clock alone, and counted when somebody asks: events and
   * commands have a reader each, so a tick may arrive before the events that it has left.
   */
  private long lag(Tick last) {
    boolean overdue =
        Optional.ofNullable(unfolded.lastEntry())
            .filter(newest -> newest.getValue().isAfter(last.written().plus(OVERDUE)))
            .isPresent();
    return unfolded.values().stream()
        .filter(appended -> overdue || appended.isBefore(last.written()))
        .count();
  }

  private void folded(FactRecord entry) {
    if (entry.position().offset() >= fold.eventsFrom()) {
      fold.apply(entry);
    }
    if (entry.fact() instanceof Fact.Beat beat) {
      beats.put(beat.arbiter(), entry.timestamp());
    }
    Position folded = lastTick.map(last -> last.tick().foldedUpTo()).orElse(Position.NONE);
    if (entry.position().isAfter(folded)) {
      unfolded.put(entry.position().offset(), entry.timestamp());
    }
  }

  private void ticked(Command.Tick tick, Instant written) {
    if (lastTick.filter(last -> last.tick().term() > tick.term()).isPresent()) {
      return;
    }
    unfolded.headMap(tick.foldedUpTo().offset(), true).clear();
    lastTick = Optional.of(new Tick(tick, written));
  }

  @Override
  public void close() {
    log.close();
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
      return false;
    }

    @Override
    public Boolean truncated(Delivered.Truncated<CommandRecord> delivery) {
      return false;
    }
  }
}
