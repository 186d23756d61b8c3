package dev.baton.linux.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Told by the kernel: a descriptor that names the process and becomes readable when it has ended,
 * pidfd_open(2); those of some threads that tell earlier when it is ending; and an eventfd(2) that
 * wakes the waiter on close.
 */
final class PidfdWatch implements ExitWatch {

  /** Whether the kernel lets us do this. */
  enum Support {
    /** It does. */
    AVAILABLE,
    /** Older than 5.3, or a filter of system calls forbids it. */
    MISSING
  }

  private static final Support SUPPORT = probe();

  private final long pid;
  private final int process;
  private final int wake;
  private final Sentinels sentinels;
  private boolean waiting;
  private boolean closed;

  private PidfdWatch(int process, int wake, long pid, Sentinels sentinels) {
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
    int process;
    try {
      process = (int) LibC.syscall(LibC.PIDFD_OPEN, pid, 0);
    } catch (LastErrorException e) {
      // EINVAL: the number is a thread's, not a process's, pidfd_open(2).
      if (e.getErrorCode() == LibC.ESRCH || e.getErrorCode() == LibC.EINVAL) {
        return Optional.empty();
      }
      throw e;
    }
    if (Threads.areEnding(pid)) {
      LibC.close(process);
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PidfdWatch(process, LibC.eventfd(0, 0), pid, new Sentinels(pid, sentinels)));
    } catch (LastErrorException outOfDescriptors) {
      LibC.close(process);
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
      wake();
    } else {
      release();
    }
  }

  private Outcome poll(Optional<Duration> most) {
    long endNanos = System.nanoTime() + most.map(Duration::toNanos).orElse(0L);
    Optional<Outcome> outcome = Optional.empty();
    while (outcome.isEmpty()) {
      outcome = look(most.isEmpty() ? -1 : untilMs(endNanos));
      if (outcome.isEmpty() && most.isPresent() && untilMs(endNanos) == 0) {
        return Outcome.RUNNING;
      }
    }
    return outcome.orElseThrow();
  }

  private Optional<Outcome> look(int timeoutMs) {
    sentinels.choose();
    List<Integer> ready = readable(timeoutMs);
    if (ready.contains(wake)) {
      return Optional.of(Outcome.CLOSED);
    }
    if (ready.contains(process) || (!ready.isEmpty() && Threads.areEnding(pid))) {
      return Optional.of(Outcome.EXITED);
    }
    ready.forEach(sentinels::ended);
    return Optional.empty();
  }

  /** Waits until one of the descriptors is readable, or the time is over; returns which are. */
  private List<Integer> readable(int timeoutMs) {
    List<Integer> all = new ArrayList<>(List.of(wake, process));
    all.addAll(sentinels.descriptors());
    try (Memory descriptors = new Memory((long) all.size() * LibC.POLLFD_BYTES)) {
      for (int i = 0; i < all.size(); i++) {
        describe(descriptors, (long) i * LibC.POLLFD_BYTES, all.get(i));
      }
      pollOnce(descriptors, all.size(), timeoutMs);
      List<Integer> ready = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (descriptors.getShort((long) i * LibC.POLLFD_BYTES + LibC.POLLFD_REVENTS) != 0) {
          ready.add(all.get(i));
        }
      }
      return ready;
    }
  }

  private static void describe(Memory descriptors, long offset, int descriptor) {
    descriptors.setInt(offset, descriptor);
    descriptors.setShort(offset + LibC.POLLFD_EVENTS, LibC.POLLIN);
    descriptors.setShort(offset + LibC.POLLFD_REVENTS, (short) 0);
  }

  private static void pollOnce(Memory descriptors, int count, int timeoutMs) {
    try {
      LibC.poll(descriptors, count, timeoutMs);
    } catch (LastErrorException e) {
      if (e.getErrorCode() != LibC.EINTR) {
        throw e;
      }
    }
  }

  /** Rounded up, so that a wait is never cut short into a busy loop. */
  private static int untilMs(long endNanos) {
    long left = endNanos - System.nanoTime();
    return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
  }

  private synchronized void left() {
    waiting = false;
    if (closed) {
      release();
    }
  }

  private void wake() {
    try (Memory one = new Memory(Long.BYTES)) {
      one.setLong(0, 1);
      LibC.write(wake, one, Long.BYTES);
    }
  }

  private void release() {
    sentinels.close();
    LibC.close(process);
    LibC.close(wake);
  }

  /** Our own process certainly exists: a refusal is the kernel's, not the process's. */
  private static Support probe() {
    long self = ProcessHandle.current().pid();
    try {
      LibC.close((int) LibC.syscall(LibC.PIDFD_OPEN, self, 0));
      return Support.AVAILABLE;
    } catch (LastErrorException notOffered) {
      return Support.MISSING;
    }
  }
}
