package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs a check each interval on a thread of its own. A second thread only measures time, and
 * reports a check that takes too long. A check that hangs for good (name service, kernel) is not
 * started again; the probe then gives a failed sample each interval.
 */
final class PolledProbe implements Probe {

  /** A check knows best why it took too long. It gets this much more time to report that itself. */
  private static final Duration GRACE = Duration.ofMillis(100);

  /** How long {@link #close} waits for a check that was interrupted. */
  private static final Duration CLOSE_MOST = Duration.ofSeconds(1);

  private final String name;
  private final ProbeSchedule schedule;
  private final Check check;
  private final ScheduledExecutorService clock;
  private final ScheduledExecutorService looker;
  private final Object lock = new Object();
  private long look;
  private long startedNanos;
  private State state = State.IDLE;

  private enum State {
    IDLE,
    LOOKING,
    OVERDUE,
    CLOSED
  }

  PolledProbe(ProbeCommon common, Check check) {
    this.name = common.name();
    this.schedule = common.schedule();
    this.check = check;
    this.clock = thread("baton-probe-clock-" + name);
    this.looker = thread("baton-probe-" + name);
  }

  @Override
  public void start(SampleSink sink) {
    var unused =
        clock.scheduleAtFixedRate(
            telling(() -> tick(sink)), 0, schedule.interval().toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    synchronized (lock) {
      state = State.CLOSED;
    }
    clock.shutdownNow();
    looker.shutdownNow();
    giveUp();
    try {
      // A check that hangs in the kernel is abandoned: its thread is a daemon and gives no more
      // samples.
      var unused = looker.awaitTermination(CLOSE_MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs on a thread of its own, because closing a connection that hangs may hang too. */
  private void giveUp() {
    Thread thread = new Thread(check::giveUp, "baton-probe-give-up-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void tick(SampleSink sink) {
    synchronized (lock) {
      switch (state) {
        case IDLE -> begin(sink);
        case OVERDUE -> sink.sampled(name, Sample.failed(stillHanging()));
        case LOOKING, CLOSED -> {}
      }
    }
  }

  private void begin(SampleSink sink) {
    state = State.LOOKING;
    look++;
    startedNanos = System.nanoTime();
    long mine = look;
    looker.execute(telling(() -> look(mine, sink)));
    var unused =
        clock.schedule(
            telling(() -> overdue(mine, sink)),
            schedule.timeout().plus(GRACE).toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void look(long mine, SampleSink sink) {
    Sample sample;
    try {
      sample = check.look(schedule.timeout());
    } catch (IOException | RuntimeException e) {
      sample = Sample.failed(Reason.of(e));
    } catch (InterruptedException e) {
      sample = Sample.failed(tooLong());
    }
    ended(mine, sample, sink);
  }

  private void ended(long mine, Sample sample, SampleSink sink) {
    synchronized (lock) {
      if (state == State.LOOKING && look == mine) {
        sink.sampled(name, sample);
      }
      if (state != State.CLOSED) {
        state = State.IDLE;
      }
    }
  }

  private void overdue(long mine, SampleSink sink) {
    synchronized (lock) {
      if (state != State.LOOKING || look != mine) {
        return;
      }
      state = State.OVERDUE;
      sink.sampled(name, Sample.failed(tooLong()));
    }
    giveUp();
  }

  /**
   * A scheduled executor swallows what a task throws. This task hands it to the thread's
   * uncaught-exception handler, which ends the process.
   */
  private static Runnable telling(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        throw e;
      }
    };
  }

  private String tooLong() {
    return "no answer within " + schedule.timeout().toMillis() + " ms";
  }

  private String stillHanging() {
    Duration since = Duration.ofNanos(System.nanoTime() - startedNanos);
    return "hangs since " + since.toMillis() + " ms";
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
