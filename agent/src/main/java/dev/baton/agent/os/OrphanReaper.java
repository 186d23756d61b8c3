package dev.baton.agent.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaps the grandchildren that scripts leave behind, where the kernel hands them to this process:
 * in a container whose first process is Baton. The JDK reaps only what it started itself, at once;
 * so whoever is a zombie child of this process twice in a row is an orphan.
 */
public final class OrphanReaper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);

  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "baton-reaper");

  private OrphanReaper(Duration interval) {
    this.interval = interval;
  }

  /** Returns one that looks each five seconds if this process is the first of its namespace. */
  public static OrphanReaper forFirstProcess() {
    OrphanReaper reaper = new OrphanReaper(Duration.ofSeconds(5));
    if (ProcessHandle.current().pid() == 1) {
      reaper.start();
    }
    return reaper;
  }

  /** Returns one that looks at this interval, whoever this process is. */
  static OrphanReaper started(Duration interval) {
    OrphanReaper reaper = new OrphanReaper(interval);
    reaper.start();
    return reaper;
  }

  private void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops looking; idempotent. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    Set<Long> before = new TreeSet<>();
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        Set<Long> zombies = zombies();
        zombies.stream().filter(before::contains).forEach(OrphanReaper::reap);
        before = zombies;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("/proc cannot be read: orphans of scripts are not reaped");
    }
  }

  private static Set<Long> zombies() throws IOException {
    long self = ProcessHandle.current().pid();
    Set<Long> zombies = new TreeSet<>();
    for (ProcessStat process : ProcessTree.snapshot()) {
      if (process.parent() == self && process.state() == 'Z') {
        zombies.add(process.pid());
      }
    }
    return zombies;
  }

  private static void reap(long pid) {
    try (Memory status = new Memory(Integer.BYTES)) {
      int unused = LibC.waitpid((int) pid, status, LibC.WNOHANG);
    } catch (LastErrorException gone) {
      LOG.atDebug().addKeyValue("pid", pid).log("reaped by somebody else");
    }
  }
}
