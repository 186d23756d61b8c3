package dev.baton.log;

import dev.baton.model.Position;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a partition from its newest snapshots, or from a known place, on. Every attempt goes the
 * same way: the newest snapshots are read, where they are asked for, then what is kept of each
 * topic, and then the readers begin.
 *
 * <ul>
 *   <li>Nothing is left out unsaid. What was appended meanwhile is read. What was no longer kept at
 *       the start is known from the {@link Start#bounds}, and reading begins at the first record
 *       that is kept. What is let go of after that, and a log that turns out shorter, are handed
 *       over as {@link Delivered.Truncated}: the sink knows whether to go on, or to follow anew.
 *   <li>Nothing is handed over twice. If the log fails, the whole attempt is made anew ({@link
 *       Retry}), and the sinks of the failed one are handed nothing.
 *   <li>A record that cannot be decoded is told ({@link SkippedRecords}), and handed over.
 * </ul>
 *
 * <p>Once they have begun, readers go on by themselves, whatever the brokers do. Used by one
 * thread.
 */
public final class Tail {
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

  private final EventLog log;
  private final int partition;
  private final Retry retry;
  private final SkippedRecords skipped = new SkippedRecords(LOG, System::nanoTime);

  /** Prepares to follow that partition; {@code log} stays the caller's. */
  public Tail(EventLog log, int partition, Retry retry) {
    this.log = log;
    this.partition = partition;
    this.retry = retry;
  }

  /**
   * Follows for somebody who waits.
   *
   * @param patience how long to try
   * @throws LogUnavailableException when the log did not answer in that time
   */
  public static <S> Following<S> within(
      EventLog log, int partition, Duration patience, Beginning<S> beginning) {
    try {
      return new Tail(log, partition, Retry.within(patience)).follow(beginning).orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while waiting for the log", e);
    }
  }

  /**
   * Begins to follow; blocks for as long as that takes.
   *
   * @return empty if it was stopped first
   * @throws RuntimeException what {@code beginning} throws, but for {@link LogUnavailableException}
   */
  public <S> Optional<Following<S>> follow(Beginning<S> beginning) throws InterruptedException {
    while (!retry.isStopped()) {
      try {
        Following<S> following = attempt(beginning);
        retry.succeeded();
        return Optional.of(following);
      } catch (LogUnavailableException e) {
        retry.pauseAfter(e);
      }
    }
    return Optional.empty();
  }

  private <S> Following<S> attempt(Beginning<S> beginning) {
    Start start = new Start();
    S state = beginning.begin(start);
    start.open();
    return new Following<>(state, start.planned);
  }

  /**
   * What a follower makes of the newest snapshots.
   *
   * @param <S> what it makes of them
   */
  @FunctionalInterface
  public interface Beginning<S> {
    /**
     * Says what to read and from where. Called once for each attempt, on the thread that follows:
     * what it changes outside of what it returns must bear that.
     */
    S begin(Start start);
  }

  /**
   * A partition that is followed; closing it stops the readers.
   *
   * @param <S> what its follower made of the snapshots
   */
  public static final class Following<S> implements AutoCloseable {
    private final S state;
    private final List<PlannedReader<?>> readers;

    private Following(S state, List<PlannedReader<?>> readers) {
      this.state = state;
      this.readers = List.copyOf(readers);
    }

    /** Returns what the follower made of the snapshots. */
    public S state() {
      return state;
    }

    /** Tells whether all readers are {@link EventLog.Reader#caughtUp}. */
    public boolean caughtUp() {
      return readers.stream().allMatch(EventLog.Reader::caughtUp);
    }

    @Override
    public void close() {
      readers.forEach(EventLog.Reader::close);
    }
  }

  /** Where a partition stands when it begins to be followed, and where its readers are planned. */
  public final class Start {
    private Optional<List<Snapshot>> snapshots = Optional.empty();
    private final Map<Topic, EventLog.Bounds> bounds = new EnumMap<>(Topic.class);
    private final ReaderGate gate = new ReaderGate();
    private final List<PlannedReader<?>> planned = new ArrayList<>();

    private Start() {}

    /**
     * Returns the newest committed snapshot of each cluster, oldest first; read at the first call.
     *
     * @throws IllegalStateException when bounds were asked for before: newer snapshots may tell of
     *     what lies beyond them, which would look like a loss
     */
    public List<Snapshot> snapshots() {
      if (snapshots.isEmpty() && !bounds.isEmpty()) {
        throw new IllegalStateException("the snapshots are read before the bounds " + bounds);
      }
      List<Snapshot> newest = snapshots.orElseGet(() -> log.latestSnapshots(partition));
      snapshots = Optional.of(newest);
      return newest;
    }

    /** Returns what is kept of a topic; read at the first call. */
    public EventLog.Bounds bounds(Topic topic) {
      return bounds.computeIfAbsent(topic, which -> log.bounds(which, partition));
    }

    /** Returns where the events part from those that were read, as {@link EventLog#divergence}. */
    public OptionalLong divergence(Position readUpTo, int leaderEpoch) {
      return log.divergence(partition, readUpTo, leaderEpoch);
    }

    /** Plans to read the events; the reader begins when all is planned. */
    public EventLog.Reader events(EventLog.StartAt from, Consumer<Delivered<FactRecord>> sink) {
      return plan(Topic.EVENTS, from, sink, log::readEvents);
    }

    /** Plans to read the commands; otherwise as {@link #events}. */
    public EventLog.Reader commands(
        EventLog.StartAt from, Consumer<Delivered<CommandRecord>> sink) {
      return plan(Topic.COMMANDS, from, sink, log::readCommands);
    }

    /** Plans to read the audit lines, as {@link EventLog#readAudit}; otherwise as the events. */
    public EventLog.Reader audit(EventLog.StartAt from, Consumer<Delivered<AuditEntry>> sink) {
      return plan(Topic.AUDIT, from, sink, log::readAudit);
    }

    private <T> EventLog.Reader plan(
        Topic topic, EventLog.StartAt from, Consumer<Delivered<T>> sink, Way<T> way) {
      EventLog.StartAt kept =
          from.offset().isEmpty() ? from : from.notBefore(bounds(topic).first()).exactly();
      Consumer<Delivered<T>> told =
          delivered -> {
            remark(topic, delivered);
            sink.accept(delivered);
          };
      PlannedReader<T> reader =
          new PlannedReader<>(hand -> way.read(partition, kept, hand), told, gate);
      planned.add(reader);
      return reader;
    }

    private void open() {
      try {
        planned.forEach(PlannedReader::open);
        gate.open();
      } catch (RuntimeException | Error e) {
        gate.abandon();
        planned.forEach(EventLog.Reader::close);
        throw e;
      }
    }
  }

  /**
   * One of the log's ways to read.
   *
   * @param <T> the topic's value type
   */
  private interface Way<T> {
    EventLog.Reader read(int partition, EventLog.StartAt from, Consumer<Delivered<T>> sink);
  }

  /** Tells an operator what was not read. */
  private void remark(Topic topic, Delivered<?> delivered) {
    if (delivered instanceof Delivered.Undecodable<?> record) {
      skipped.add(record);
    } else if (delivered instanceof Delivered.Truncated<?> loss) {
      LOG.atWarn()
          .addKeyValue("who", retry.who())
          .addKeyValue("topic", topic)
          .addKeyValue("partition", partition)
          .addKeyValue("readUpTo", loss.readUpTo())
          .addKeyValue("goesOnAt", loss.offset())
          .log("records are lost, or were let go of before they were read");
    }
  }
}
