package dev.baton.linux.process;

import dev.baton.linux.Descriptor;
import dev.baton.linux.Errno;
import dev.baton.linux.Libc;
import dev.baton.linux.SystemCallException;
import dev.baton.linux.Wakeup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Waits on descriptors of the kernel: a pidfd, which becomes readable when the process has ended,
 * pidfd_open(2); those of some of its threads, which report the end earlier; and an eventfd(2),
 * which wakes the waiting thread on close.
 */
final class PidfdWatch implements ExitWatch {

  /** Whether the kernel has pidfds for this process. */
  enum Support {
    /** It has. */
    AVAILABLE,
    /** The kernel is older than 5.3, or a filter of system calls forbids them. */
    MISSING
  }

  /** The length of one poll when the wait has no limit. */
  private static final Duration LONG = Duration.ofDays(1);

  private static final Support SUPPORT = probe();

  private final long pid;
  private final Descriptor process;
  private final Wakeup wake;
  private final Sentinels sentinels;
  private boolean waiting;
  private boolean closed;

  private PidfdWatch(Descriptor process, Wakeup wake, long pid, Sentinels sentinels) {
    this.process = process;
    this.wake = wake;
    this.pid = pid;
    this.sentinels = sentinels;
  }

  static Support support() {
    return SUPPORT;
  }

  static Optional<PidfdWatch> open(long pid) {
    return open(pid, Sentinels.ENOUGH);
  }

  static Optional<PidfdWatch> open(long pid, int sentinels) {
    Descriptor process;
    try {
      process = Libc.openProcess(pid, 0);
    } catch (SystemCallException e) {
      // EINVAL: the number is the id of a thread, not of a process, pidfd_open(2).
      if (e.errno() == Errno.ESRCH || e.errno() == Errno.EINVAL) {
        return Optional.empty();
      }
      throw e;
    }
    if (Threads.areEnding(pid)) {
      process.close();
      return Optional.empty();
    }
    try {
      return Optional.of(new PidfdWatch(process, new Wakeup(), pid, new Sentinels(pid, sentinels)));
    } catch (SystemCallException outOfDescriptors) {
      process.close();
      throw outOfDescriptors;
    }
  }

  @Override
  public Outcome await(Optional<Duration> most) {
    synchronized (this) {
      if (closed) {
        return Outcome.CLOSED;
      }
      waiting = true;
    }
    try {
      return poll(most);
    } finally {
      left();
    }
  }

  @Override
  public String how() {
    return "pidfd";
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (waiting) {
      wake.wake();
    } else {
      release();
    }
  }

  private Outcome poll(Optional<Duration> most) {
    long endNanos = System.nanoTime() + most.map(Duration::toNanos).orElse(0L);
    Optional<Outcome> outcome = Optional.empty();
    while (outcome.isEmpty()) {
      Duration left = most.isEmpty() ? LONG : Duration.ofNanos(endNanos - System.nanoTime());
      outcome = look(left);
      if (outcome.isEmpty() && most.isPresent() && endNanos - System.nanoTime() <= 0) {
        return Outcome.RUNNING;
      }
    }
    return outcome.orElseThrow();
  }

  private Optional<Outcome> look(Duration timeout) {
    sentinels.choose();
    List<Descriptor> ready = readable(timeout);
    if (ready.contains(wake.descriptor())) {
      return Optional.of(Outcome.CLOSED);
    }
    if (ready.contains(process) || (!ready.isEmpty() && Threads.areEnding(pid))) {
      return Optional.of(Outcome.EXITED);
    }
    ready.forEach(sentinels::ended);
    return Optional.empty();
  }

  /**
   * Waits until one of the descriptors is readable, or the time is over. Returns the readable ones.
   */
  private List<Descriptor> readable(Duration timeout) {
    List<Descriptor> all = new ArrayList<>(List.of(wake.descriptor(), process));
    all.addAll(sentinels.descriptors());
    BitSet ready = Libc.awaitReadable(all, timeout);
    return ready.stream().mapToObj(all::get).toList();
  }

  private synchronized void left() {
    waiting = false;
    if (closed) {
      release();
    }
  }

  private void release() {
    sentinels.close();
    process.close();
    wake.close();
  }

  /** Our own process exists, so a refusal here does not mean that the process is missing. */
  private static Support probe() {
    long self = ProcessHandle.current().pid();
    try {
      Libc.openProcess(self, 0).close();
      return Support.AVAILABLE;
    } catch (SystemCallException notOffered) {
      return Support.MISSING;
    }
  }
}
