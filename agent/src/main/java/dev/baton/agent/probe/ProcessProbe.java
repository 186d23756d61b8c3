package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import dev.baton.linux.process.ExitWatch;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches a process on a thread of its own. Once the rise is counted, the thread sleeps in the
 * kernel while the process runs. When the process ends, the probe gives the failed sample at once.
 * After that it looks for a new process each interval.
 */
final class ProcessProbe implements Probe {

  private final ProbeSettings.RunningProcess settings;
  private final PidLookup lookup;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<SampleSink> sink = Optional.empty();
  private Optional<ExitWatch> watch = Optional.empty();

  ProcessProbe(ProbeSettings.RunningProcess settings) {
    this.settings = settings;
    this.lookup = new PidLookup(settings.source(), settings.common().schedule().timeout());
    this.thread = new Thread(this::run, "baton-probe-" + settings.common().name());
    this.thread.setDaemon(true);
  }

  @Override
  public void start(SampleSink samples) {
    this.sink = Optional.of(samples);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      watch.ifPresent(ExitWatch::close);
    }
    // The lookup may be running a command. An interrupt kills that command.
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosed()) {
      try {
        follow();
        pause();
      } catch (IOException | RuntimeException e) {
        say(Sample.failed(Reason.of(e)));
        pauseOrClose();
      } catch (InterruptedException e) {
        closed.countDown();
      }
    }
  }

  /** Watches the present process until it ends, if there is one. */
  private void follow() throws IOException, InterruptedException {
    Optional<Long> pid = lookup.current();
    if (pid.isEmpty()) {
      say(Sample.failed(lookup.absence()));
      return;
    }
    Optional<ExitWatch> opened =
        ExitWatch.open(pid.orElseThrow(), settings.common().schedule().interval());
    if (opened.isEmpty()) {
      say(Sample.failed("there is no process " + pid.orElseThrow()));
      return;
    }
    try (ExitWatch running = opened.orElseThrow()) {
      if (adopt(running)) {
        // The thread is not real-time while it looks for the process: a command that it runs would
        // inherit that.
        RealTimeScheduling.first(thread);
        RealTimeScheduling.settle();
        watch(running, pid.orElseThrow());
      }
    } finally {
      RealTimeScheduling.none(thread);
      RealTimeScheduling.settle();
    }
  }

  private void watch(ExitWatch running, long pid) {
    String seen = "process " + pid + " runs (" + running.how() + ")";
    Sample ended = Sample.failed("process " + pid + " has ended");
    ExitWatch.Outcome outcome = running.await(Optional.of(Duration.ZERO));
    for (int told = 0; outcome == ExitWatch.Outcome.RUNNING; told++) {
      if (told < settings.common().schedule().rise()) {
        say(Sample.passed(seen));
        outcome = running.await(Optional.of(settings.common().schedule().interval()));
      } else {
        outcome = running.await(Optional.empty());
      }
    }
    if (outcome == ExitWatch.Outcome.EXITED) {
      say(ended);
      lookup.ended(pid);
    }
  }

  private synchronized boolean adopt(ExitWatch running) {
    watch = Optional.of(running);
    return !isClosed();
  }

  private void say(Sample sample) {
    if (!isClosed()) {
      sink.orElseThrow().sampled(settings.common().name(), sample);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() throws InterruptedException {
    var unused =
        closed.await(settings.common().schedule().interval().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void pauseOrClose() {
    try {
      pause();
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }
}
