package dev.baton.linux.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads {@code /proc} at an interval, for kernels without pidfds. */
final class ProcWatch implements ExitWatch {

  private final ProcessStat watched;
  private final Duration pollInterval;
  private final CountDownLatch closed = new CountDownLatch(1);

  private ProcWatch(ProcessStat watched, Duration pollInterval) {
    this.watched = watched;
    this.pollInterval = pollInterval;
  }

  static Optional<ProcWatch> open(long pid, Duration pollInterval) {
    return ProcessStat.of(pid)
        .filter(process -> !process.ended())
        .map(process -> new ProcWatch(process, pollInterval));
  }

  @Override
  public Outcome await(Optional<Duration> most) {
    long startNanos = System.nanoTime();
    while (!isClosed()) {
      if (!runs()) {
        return Outcome.EXITED;
      }
      long pause = pollInterval.toNanos();
      if (most.isPresent()) {
        long left = most.orElseThrow().toNanos() - (System.nanoTime() - startNanos);
        if (left <= 0) {
          return Outcome.RUNNING;
        }
        pause = Math.min(pause, left);
      }
      pause(pause);
    }
    return Outcome.CLOSED;
  }

  @Override
  public String how() {
    return "looking into /proc each " + pollInterval.toMillis() + " ms: the kernel has no pidfd";
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** The start time tells a process from a later one with the same pid. */
  private boolean runs() {
    return ProcessStat.of(watched.pid())
        .filter(now -> now.startTicks() == watched.startTicks() && !now.ended())
        .isPresent();
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause(long nanos) {
    try {
      if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
    }
  }
}
