package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.server.core.AuditRunner;
import dev.baton.arbiter.server.core.ReadBack;
import dev.baton.arbiter.server.core.Restored;
import dev.baton.arbiter.server.core.Truncations;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.FencedException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Retry;
import dev.baton.log.Tail;
import dev.baton.model.Position;
import dev.baton.model.fact.FactRecord;
import dev.baton.scheduling.RealTimeScheduling;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private final EventLog log;
  private final int partition;
  private final Supplier<Optional<ReadBack>> readBack;
  private final Thread thread;
  private volatile boolean leading;
  private volatile boolean writing;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<String> failure = Optional.empty();
  private volatile Optional<String> interruption = Optional.empty();
  private final Truncations truncations;
  private final Consumer<Restored> claimed;
  private final Retry reading;
  private final Tail tail;
  private final Retry attempts;

  /**
   * Prepares one.
   *
   * @param readBack what is proven to stand in the commands topic
   * @param claimed told of the committed state each time that nobody else may write it any more
   */
  AuditLoop(
      EventLog log,
      int partition,
      Supplier<Optional<ReadBack>> readBack,
      Truncations truncations,
      Consumer<Restored> claimed) {
    this.truncations = truncations;
    this.claimed = claimed;
    this.log = log;
    this.partition = partition;
    this.readBack = readBack;
    String who = "audit and state of partition " + partition;
    reading = Retry.until(who, closing);
    tail = new Tail(log, partition, reading);
    attempts = Retry.until(who, closing);
    thread = new Thread(this::run, "arbiter-audit-" + partition);
    RealTimeScheduling.last(thread);
  }

  /** Why it writes nothing at present, if something is wrong with it. */
  Optional<String> failure() {
    return failure;
  }

  /** Why the log takes no audit and state at present, if that is so; it is tried on. */
  Optional<String> interruption() {
    return interruption.or(reading::trouble);
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
    closing.countDown();
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
      while (!isClosing()) {
        if (leading) {
          attempt();
        } else {
          pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() throws InterruptedException {
    var unused = closing.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Serves until something ends it, and tries again whatever that was. */
  private void attempt() throws InterruptedException {
    try {
      serve();
    } catch (FencedException e) {
      attempts.pauseAfter(e);
    } catch (LogUnavailableException e) {
      interruption = Optional.of("audit and state are not written: " + e.getMessage());
      attempts.pauseAfter(e);
    } catch (RuntimeException | Error e) {
      failure = Optional.of("audit and state are not written: " + e);
      attempts.pauseAfter(e);
    } finally {
      writing = false;
    }
  }

  private void serve() throws InterruptedException {
    try (EventLog.AuditWriter writer = log.auditWriter(partition)) {
      writer.claim();
      Optional<Tail.Following<Backlog>> following = tail.follow(this::restore);
      if (following.isPresent()) {
        serve(writer, following.orElseThrow());
      }
    }
  }

  /**
   * What the writing goes on from.
   *
   * @param restored the committed state
   * @param events what is read from there on
   */
  private record Backlog(Restored restored, Feed events) {}

  private Backlog restore(Tail.Start start) {
    Restored restored = Inputs.restored(start, truncations);
    Feed events = new Feed(MOST_EVENTS);
    var unused =
        start.events(StartAt.offset(restored.fold().eventsFrom()).withoutHurry(), events::take);
    return new Backlog(restored, events);
  }

  private void serve(EventLog.AuditWriter writer, Tail.Following<Backlog> following)
      throws InterruptedException {
    FoldReplica fold = following.state().restored().fold();
    Feed events = following.state().events();
    // The feed is closed first: a reader that waits for room in it cannot be closed.
    try (following;
        events) {
      claimed.accept(following.state().restored());
      writing = true;
      LOG.atInfo()
          .addKeyValue("partition", partition)
          .addKeyValue("eventsFrom", fold.eventsFrom())
          .log("writes audit and state");
      OptionalLong truncatedAt = commit(writer, new AuditRunner(fold, System.nanoTime()), events);
      long generation = fold.model().partition().generation();
      truncatedAt.ifPresent(offset -> truncations.add(offset, generation));
    }
  }

  /** Writes until something ends it; returns where the log turned out to end, if that did. */
  private OptionalLong commit(EventLog.AuditWriter writer, AuditRunner runner, Feed feed)
      throws InterruptedException {
    boolean going = true;
    while (going && feed.truncatedAt().isEmpty()) {
      // The round after the last news is made all the same: it commits what is left.
      going = leading && !isClosing();
      Optional<ReadBack> upTo = readBack.get();
      boolean more = upTo.isPresent() && fold(runner, feed, upTo.orElseThrow());
      upTo.ifPresent(runner::onReadBack);
      Optional<AuditRunner.Batch> batch =
          going ? runner.batch(System.nanoTime()) : runner.lastBatch(System.nanoTime());
      if (batch.isPresent()) {
        writer.commit(batch.orElseThrow().lines(), batch.orElseThrow().snapshots());
        runner.committed(batch.orElseThrow(), System.nanoTime());
        failure = Optional.empty();
        interruption = Optional.empty();
        attempts.succeeded();
      } else if (!more) {
        pause();
      }
    }
    return feed.truncatedAt();
  }

  /** Folds what may be folded; tells whether there is more. */
  private static boolean fold(AuditRunner runner, Feed feed, ReadBack upTo) {
    Optional<Delivered<FactRecord>> next = feed.next(upTo.folded());
    while (next.isPresent() && !runner.isFull()) {
      next.orElseThrow().match(new Take(runner));
      feed.remove();
      next = feed.next(upTo.folded());
    }
    return next.isPresent();
  }

  /** Hands a delivery to the runner. */
  private record Take(AuditRunner runner) implements Delivered.Cases<FactRecord, AuditRunner> {
    @Override
    public AuditRunner decoded(Delivered.Decoded<FactRecord> delivery) {
      runner.onEvent(delivery.value(), delivery.leaderEpoch());
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
