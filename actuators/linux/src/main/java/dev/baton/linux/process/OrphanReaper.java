package dev.baton.linux.process;

import dev.baton.linux.Libc;
import dev.baton.linux.SystemCallException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaps the orphaned processes that scripts leave behind, where they become children of this
 * process: in a container whose first process is Baton. The JDK reaps only the processes that it
 * started. Every other zombie child of this process is an orphan.
 */
public final class OrphanReaper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);

  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "baton-reaper");

  private OrphanReaper(Duration interval) {
    this.interval = interval;
  }

  /**
   * Returns a reaper that works every 5 s if this process is the first one of its pid namespace.
   */
  public static OrphanReaper forFirstProcess() {
    OrphanReaper reaper = new OrphanReaper(Duration.ofSeconds(5));
    if (ProcessHandle.current().pid() == 1) {
      reaper.start();
    }
    return reaper;
  }

  /** Returns a reaper that works at this interval, whatever the pid of this process. */
  static OrphanReaper started(Duration interval) {
    OrphanReaper reaper = new OrphanReaper(interval);
    reaper.start();
    return reaper;
  }

  private void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops the reaper. Idempotent. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        orphans().forEach(OrphanReaper::reap);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("/proc cannot be read: orphans of scripts are not reaped");
    }
  }

  private static List<Long> orphans() throws IOException {
    long self = ProcessHandle.current().pid();
    return ProcessTree.snapshot().stream()
        .filter(process -> process.parent() == self && process.state() == 'Z')
        .map(ProcessStat::pid)
        .filter(pid -> !Child.isReapedByJdk(pid))
        .toList();
  }

  private static void reap(long pid) {
    try {
      boolean reaped = Libc.reap(pid);
      LOG.atDebug().addKeyValue("pid", pid).addKeyValue("reaped", reaped).log("orphan");
    } catch (SystemCallException gone) {
      LOG.atDebug().addKeyValue("pid", pid).log("was reaped already");
    }
  }
}
