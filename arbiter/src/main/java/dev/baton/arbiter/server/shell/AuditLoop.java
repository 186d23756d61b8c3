package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.server.core.AuditRunner;
import dev.baton.arbiter.server.core.ReadBack;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.FencedException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.RealTimeScheduling;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.fact.FactRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes audit and state of a partition while its arbiter leads: a thread of its own, so that no
 * transaction is on the way of a failover.
 */
final class AuditLoop {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLoop.class);

  /** Events read ahead of the commits. */
  static final int MOST_EVENTS = 10_000;

  /** How often it looks whether there is something to do. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Before it claims the partition again. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final EventLog log;
  private final int partition;
  private final Supplier<Optional<ReadBack>> readBack;
  private final Thread thread;
  private volatile boolean leading;
  private volatile boolean writing;
  private volatile boolean closing;
  private volatile Optional<String> failure = Optional.empty();
  private volatile Optional<String> interruption = Optional.empty();
  private final Truncations truncations;
  private final Consumer<Source> claimed;

  /**
   * Prepares one.
   *
   * @param readBack what is proven to stand in the commands topic
   * @param claimed told what the committed state contains each time that nobody else may write it
   *     any more
   */
  AuditLoop(
      EventLog log,
      int partition,
      Supplier<Optional<ReadBack>> readBack,
      Truncations truncations,
      Consumer<Source> claimed) {
    this.truncations = truncations;
    this.claimed = claimed;
    this.log = log;
    this.partition = partition;
    this.readBack = readBack;
    thread = new Thread(this::run, "arbiter-audit-" + partition);
    RealTimeScheduling.last(thread);
  }

  /** Why it writes nothing at present, if something is wrong with it. */
  Optional<String> failure() {
    return failure;
  }

  /** Why the log takes no audit and state at present, if that is so; it is tried on. */
  Optional<String> interruption() {
    return interruption;
  }

  void start() {
    thread.start();
  }

  void lead() {
    leading = true;
  }

  void standDown() {
    leading = false;
    interruption = Optional.empty();
  }

  boolean isWriting() {
    return writing;
  }

  /**
   * Commits what is left and stops.
   *
   * @param patience how long that may take; whoever leads next writes what was not committed
   */
  void close(Duration patience) throws InterruptedException {
    closing = true;
    thread.join(Math.max(1, patience.toMillis()));
    if (thread.isAlive()) {
      LOG.atWarn()
          .addKeyValue("partition", partition)
          .log("audit and state are not committed in time; the next leader writes what is missing");
      thread.interrupt();
    }
  }

  private void run() {
    try {
      while (!closing) {
        if (leading) {
          attempt();
        } else {
          TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Serves until something ends it; what is wrong is told once, and tried again all the same. */
  private void attempt() throws InterruptedException {
    try {
      serve();
    } catch (RuntimeException | Error e) {
      boolean news = failure.isEmpty() && !closing;
      failure = Optional.of("audit and state are not written: " + e);
      LOG.atLevel(news ? Level.ERROR : Level.DEBUG)
          .addKeyValue("partition", partition)
          .setCause(e)
          .log("audit and state are not written, trying on");
      pauseBeforeRetry();
    }
  }

  private void serve() throws InterruptedException {
    try (EventLog.AuditWriter writer = log.auditWriter(partition)) {
      writer.claim();
      FoldReplica fold = Restored.from(log, partition, truncations).fold();
      claimed.accept(fold.begun());
      writing = true;
      LOG.atInfo()
          .addKeyValue("partition", partition)
          .addKeyValue("events-from", fold.eventsFrom())
          .log("writes audit and state");
      OptionalLong truncatedAt = write(writer, fold);
      long generation = fold.model().partition().generation();
      truncatedAt.ifPresent(offset -> truncations.add(offset, generation));
    } catch (FencedException e) {
      LOG.atInfo()
          .addKeyValue("partition", partition)
          .addKeyValue("reason", e.getMessage())
          .log("writes audit and state no more: a later writer claimed the partition");
      pauseBeforeRetry();
    } catch (LogUnavailableException e) {
      boolean news = interruption.isEmpty() && !closing;
      interruption = Optional.of("audit and state are not written: " + e.getMessage());
      LOG.atLevel(news ? Level.WARN : Level.DEBUG)
          .addKeyValue("partition", partition)
          .setCause(e)
          .log("audit and state are not written, trying on; decisions are not held up by that");
      pauseBeforeRetry();
    } finally {
      writing = false;
    }
  }

  private void pauseBeforeRetry() throws InterruptedException {
    for (Duration left = RETRY;
        !closing && !left.isNegative() && !left.isZero();
        left = left.minus(PAUSE)) {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
  }

  /** Writes until something ends it; returns where the log turned out to end, if that did. */
  private OptionalLong write(EventLog.AuditWriter writer, FoldReplica fold)
      throws InterruptedException {
    BlockingQueue<Delivered<FactRecord>> read = new LinkedBlockingQueue<>(MOST_EVENTS);
    AuditRunner runner = new AuditRunner(fold, System.nanoTime());
    StartAt from = StartAt.offset(fold.eventsFrom()).withoutHurry();
    Feed feed = new Feed(read);
    try (EventLog.Reader reader = log.readEvents(partition, from, feed::take)) {
      try {
        LOG.atDebug().addKeyValue("reader", reader).log("reading for the audit");
        return commit(writer, runner, read, feed);
      } finally {
        feed.close(); // First: a reader that waits for room in the queue cannot be closed.
      }
    }
  }

  private OptionalLong commit(
      EventLog.AuditWriter writer,
      AuditRunner runner,
      BlockingQueue<Delivered<FactRecord>> read,
      Feed feed)
      throws InterruptedException {
    boolean going = true;
    while (going && feed.truncatedAt().isEmpty()) {
      // The round after the last news is made all the same: it commits what is left.
      going = leading && !closing;
      Optional<ReadBack> upTo = readBack.get();
      boolean more = upTo.isPresent() && fold(runner, read, upTo.orElseThrow());
      upTo.ifPresent(runner::onReadBack);
      Optional<AuditRunner.Batch> batch =
          going ? runner.batch(System.nanoTime()) : runner.lastBatch(System.nanoTime());
      if (batch.isPresent()) {
        writer.commit(batch.orElseThrow().lines(), batch.orElseThrow().snapshots());
        runner.committed(batch.orElseThrow(), System.nanoTime());
        failure = Optional.empty();
        interruption = Optional.empty();
      } else if (!more) {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    }
    return feed.truncatedAt();
  }

  /** Folds what may be folded; tells whether there is more. */
  private boolean fold(
      AuditRunner runner, BlockingQueue<Delivered<FactRecord>> read, ReadBack upTo) {
    Delivered<FactRecord> next = read.peek();
    while (next != null && next.offset() <= upTo.folded().offset() && !runner.isFull()) {
      read.remove();
      next.match(new Take(runner));
      next = read.peek();
    }
    return next != null && next.offset() <= upTo.folded().offset();
  }

  /** Hands a delivery to the runner. */
  private record Take(AuditRunner runner) implements Delivered.Cases<FactRecord, AuditRunner> {
    @Override
    public AuditRunner decoded(Delivered.Decoded<FactRecord> delivery) {
      runner.onEvent(delivery.value());
      return runner;
    }

    @Override
    public AuditRunner undecodable(Delivered.Undecodable<FactRecord> delivery) {
      runner.onMalformed(
          new Position(delivery.offset()),
          delivery.timestamp(),
          delivery.topic() + "-" + delivery.partition(),
          delivery.reason());
      return runner;
    }

    @Override
    public AuditRunner truncated(Delivered.Truncated<FactRecord> delivery) {
      return runner;
    }
  }
}
