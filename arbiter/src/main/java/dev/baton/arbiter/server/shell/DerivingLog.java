package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.Forerunner;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.log.Topic;
import dev.baton.log.warmup.Warmup;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log for a node that does not wait for the leader to write what follows from the events: whoever
 * reads commands from it is also handed, ahead of the leader's copies, those that derive from the
 * events here (rule F, {@link Forerunner}). That saves a hop through the log for each order of a
 * move. Everything else is the log's own.
 *
 * <p>An order that is only {@link #foresee foreseen} is handed over earlier still. A derived or
 * foreseen order is delivered with offset -1: it does not stand in the commands topic yet. Orders
 * are derived only for a reader of commands that begins where the snapshots do which were read
 * through this log before, and only if no event after them is missing; any other reader is handed
 * what the leader writes.
 */
public final class DerivingLog extends ForwardingLog {
  private static final Logger LOG = LoggerFactory.getLogger(DerivingLog.class);
  private static final long DERIVED = -1;

  private final EventLog log;
  private final NodeId node;
  private final InstantSource clock;
  private final Map<Integer, List<Snapshot>> begun = new ConcurrentHashMap<>();
  private final Map<Integer, Merged> reading = new ConcurrentHashMap<>();
  private volatile Optional<String> stopped = Optional.empty();

  /**
   * Looks at a log from a node.
   *
   * @param log not closed by this one's {@link #close}
   */
  public DerivingLog(EventLog log, NodeId node) {
    super(log);
    this.log = log;
    this.node = node;
    this.clock = InstantSource.system();
  }

  /**
   * Takes note that somebody on this node appends a fact to the same log, before anything that a
   * reader appends on the strength of it. What would make this node let go once the fact stands in
   * the log is handed to the reader of commands at once, if it has read everything.
   *
   * @return whether there was something to hand over
   */
  public boolean foresee(ClusterId cluster, Fact fact) {
    return Optional.ofNullable(reading.get(partitionOf(cluster)))
        .map(merged -> merged.foresee(cluster, fact))
        .orElse(false);
  }

  @Override
  public List<Snapshot> latestSnapshots(int partition) {
    List<Snapshot> snapshots = log.latestSnapshots(partition);
    begun.put(partition, snapshots);
    return snapshots;
  }

  @Override
  public Reader readCommands(int partition, StartAt from, Consumer<Delivered<CommandRecord>> sink) {
    Optional<FoldReplica> fold =
        Optional.ofNullable(begun.remove(partition))
            .map(snapshots -> FoldReplica.from(PartitionFold.standard(), snapshots))
            .filter(live -> log.bounds(Topic.EVENTS, partition).first() <= live.eventsFrom());
    if (fold.isEmpty()) {
      stop(partition, "the state is older than the events that are kept");
      return new Plain(log.readCommands(partition, from, sink));
    }
    LOG.atInfo().addKeyValue("partition", partition).log("orders are derived on this node");
    Merged merged = new Merged(partition, from, fold.orElseThrow(), sink);
    reading.put(partition, merged);
    return merged;
  }

  /**
   * Returns why this node waits for the leader's copy of every order, which costs a move a hop or
   * two; empty while it derives orders itself.
   */
  public Optional<String> stopped() {
    return stopped;
  }

  private void stop(int partition, String why) {
    stopped =
        Optional.of("derives no orders until it is started anew, its moves take longer: " + why);
    LOG.atWarn()
        .addKeyValue("partition", partition)
        .log("no order is derived on this node until it is started anew: {}", why);
  }

  /** A reader of what the leader writes. */
  private final class Plain implements Reader {
    private final Reader commands;

    Plain(Reader commands) {
      this.commands = commands;
    }

    @Override
    public boolean caughtUp() {
      return commands.caughtUp();
    }

    @Override
    public void rest(boolean resting) {
      commands.rest(resting);
    }

    @Override
    public Optional<String> remark() {
      return stopped;
    }

    @Override
    public void close() {
      commands.close();
    }
  }

  /** Two readers, whose deliveries become one sequence. */
  private final class Merged implements Reader {
    private final int partition;
    private final Forerunner forerunner;
    private final Consumer<Delivered<CommandRecord>> sink;
    private final Reader commands;
    private final Reader events;
    private final Warmup warmup;

    Merged(int partition, StartAt from, FoldReplica fold, Consumer<Delivered<CommandRecord>> sink) {
      this.partition = partition;
      this.forerunner = new Forerunner(node, fold);
      this.sink = sink;
      long eventsFrom = fold.eventsFrom();
      this.commands = log.readCommands(partition, from, this::command);
      try {
        this.events = log.readEvents(partition, StartAt.offset(eventsFrom), this::event);
      } catch (RuntimeException e) {
        commands.close();
        throw e;
      }
      warmup = Warmup.start("forerunner", new ArbiterWarmup());
    }

    private synchronized void command(Delivered<CommandRecord> delivered) {
      sink.accept(delivered);
      if (delivered instanceof Delivered.Decoded<CommandRecord> decoded) {
        // The first of them is the one that was just delivered, with its offset.
        List<CommandRecord> orders = forerunner.onCommand(decoded.value());
        deliver(orders.subList(1, orders.size()));
      } else if (delivered instanceof Delivered.Truncated<CommandRecord>) {
        stop("the commands are shorter than what was read of them");
      }
    }

    private synchronized void event(Delivered<FactRecord> delivered) {
      if (!forerunner.derives() && !(delivered instanceof Delivered.Truncated<FactRecord>)) {
        return;
      }
      try {
        delivered.match(new Events()).ifPresent(this::stop);
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).addKeyValue("partition", partition).log("the fold fails here");
        stop("the fold fails here");
      }
      // What the leader writes is known already, but for what has to wait for it.
      commands.rest(forerunner.derives() && !forerunner.awaitsLeader());
    }

    private synchronized boolean foresee(ClusterId cluster, Fact fact) {
      if (!events.caughtUp()) {
        return false;
      }
      try {
        List<CommandRecord> orders = forerunner.foresee(cluster, fact, clock.instant());
        deliver(orders);
        return !orders.isEmpty();
      } catch (RuntimeException e) {
        LOG.atWarn()
            .setCause(e)
            .addKeyValue("partition", partition)
            .log("nothing can be foreseen here");
        return false;
      }
    }

    private void deliver(List<CommandRecord> orders) {
      for (CommandRecord order : orders) {
        sink.accept(new Delivered.Decoded<>(DERIVED, Instant.EPOCH, OptionalInt.empty(), order));
      }
    }

    private void stop(String why) {
      forerunner.onCommandsTruncated();
      DerivingLog.this.stop(partition, why);
    }

    @Override
    public Optional<String> remark() {
      return stopped;
    }

    @Override
    public boolean caughtUp() {
      return commands.caughtUp() && events.caughtUp();
    }

    @Override
    public void rest(boolean resting) {
      events.rest(resting);
      commands.rest(resting);
    }

    @Override
    public void close() {
      boolean unused = reading.remove(partition, this);
      warmup.close();
      events.close();
      commands.close();
    }

    /** What each kind of delivery leads to; returns why nothing is derived any more, if so. */
    private final class Events implements Delivered.Cases<FactRecord, Optional<String>> {
      @Override
      public Optional<String> decoded(Delivered.Decoded<FactRecord> delivery) {
        deliver(forerunner.onEvent(delivery.value()));
        return forerunner.derives()
            ? Optional.empty()
            : Optional.of("acknowledged records may have been lost, or no leader writes");
      }

      @Override
      public Optional<String> undecodable(Delivered.Undecodable<FactRecord> delivery) {
        forerunner.onMalformedEvent(new Position(delivery.offset()));
        return Optional.empty();
      }

      @Override
      public Optional<String> truncated(Delivered.Truncated<FactRecord> delivery) {
        deliver(forerunner.onEventsTruncated(delivery.offset()));
        return Optional.of("the events are shorter than what was read of them");
      }
    }
  }

  /** Forgets what was read; leaves the log underneath open. */
  @Override
  public void close() {
    begun.clear();
    reading.clear();
  }
}
