package dev.baton.log;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The one way to try again what the log did not let happen.
 *
 * <ul>
 *   <li>The log does not answer, or one of its topics is missing: the next attempt follows after
 *       100 ms, and then after twice as long each time, up to 1 s. Each Kafka call has up to 15 s
 *       of its own.
 *   <li>A later writer has claimed the partition ({@link FencedException}), or something unexpected
 *       happened: the next attempt follows after 1 s.
 *   <li>Each kind of failure is told at once, and again after one minute while it lasts; what is
 *       between goes to the debug messages. The end of a failure that was told is told as well.
 * </ul>
 *
 * <p>Thread-safe; attempts are made by one thread.
 */
public final class Retry {
  private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

  private final String who;
  private final CountDownLatch stop;
  private final Optional<Long> deadline;
  private RetryState state = RetryState.NONE;
  private volatile Optional<String> trouble = Optional.empty();

  private Retry(String who, CountDownLatch stop, Optional<Long> deadline) {
    this.who = who;
    this.stop = stop;
    this.deadline = deadline;
  }

  /**
   * Tries for as long as it takes.
   *
   * @param who whose attempts these are, for messages: "the keeper of web"
   * @param stop ends the attempts, and a pause between them, when it is counted down
   */
  public static Retry until(String who, CountDownLatch stop) {
    return new Retry(who, stop, Optional.empty());
  }

  /** Tries for that long, for somebody who waits and is told by the failure itself. */
  public static Retry within(Duration patience) {
    return new Retry(
        "somebody who waits",
        new CountDownLatch(1),
        Optional.of(System.nanoTime() + patience.toNanos()));
  }

  /** Returns whose attempts these are. */
  String who() {
    return who;
  }

  /** Tells whether the attempts are to end. */
  public boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** Returns what the last attempt failed with; empty if it succeeded. */
  public Optional<String> trouble() {
    return trouble;
  }

  /**
   * Tells of a failed attempt, and waits until the next one. Returns early when it is to stop.
   *
   * @throws LogUnavailableException that very failure, if the next attempt would come too late
   */
  public void pauseAfter(Throwable failure) throws InterruptedException {
    RetryState.Step step = take(failure);
    if (failure instanceof LogUnavailableException late && comesTooLate(step.pause())) {
      throw late;
    }
    var unused = stop.await(step.pause().toNanos(), TimeUnit.NANOSECONDS);
  }

  private boolean comesTooLate(Duration pause) {
    return deadline.filter(end -> System.nanoTime() + pause.toNanos() - end > 0).isPresent();
  }

  private synchronized RetryState.Step take(Throwable failure) {
    RetryState.Failure kind = RetryState.Failure.of(failure);
    RetryState.Step step = state.failed(kind, System.nanoTime());
    state = step.next();
    trouble = Optional.of(failure.toString());
    boolean tells = step.tells() && deadline.isEmpty() && !isStopped();
    LoggingEventBuilder line =
        LOG.atLevel(tells ? level(kind) : Level.DEBUG)
            .addKeyValue("who", who)
            .addKeyValue("failures", state.failures())
            .addKeyValue("retryMs", step.pause().toMillis())
            .addKeyValue("error", failure.toString());
    // Only what nobody expected is to be looked for in the code.
    (kind == RetryState.Failure.UNEXPECTED ? line.setCause(failure) : line).log(words(kind));
    return step;
  }

  /** The attempt succeeded: the next failure is the first again. */
  public synchronized void succeeded() {
    if (state.failures() > 0) {
      boolean tells = state.wasTold() && deadline.isEmpty();
      LOG.atLevel(tells ? Level.INFO : Level.DEBUG)
          .addKeyValue("who", who)
          .addKeyValue("failures", state.failures())
          .addKeyValue("afterMs", (System.nanoTime() - state.since()) / 1_000_000)
          .log("it works again");
    }
    state = state.succeeded();
    trouble = Optional.empty();
  }

  private static Level level(RetryState.Failure kind) {
    return switch (kind) {
      case UNAVAILABLE, MISSING -> Level.WARN;
      case FENCED -> Level.INFO;
      case UNEXPECTED -> Level.ERROR;
    };
  }

  private static String words(RetryState.Failure kind) {
    return switch (kind) {
      case UNAVAILABLE -> "the log does not answer, trying on";
      case MISSING -> "the log lacks a topic, trying on; an arbiter makes it";
      case FENCED -> "a later writer claimed the partition, trying on";
      case UNEXPECTED -> "something failed, trying on";
    };
  }
}
