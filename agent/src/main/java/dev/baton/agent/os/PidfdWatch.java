package dev.baton.agent.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.time.Duration;
import java.util.Optional;

/**
 * Told by the kernel: a descriptor that names the process and becomes readable when it ends,
 * pidfd_open(2); an eventfd(2) beside it wakes the waiter on close.
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

  private final int process;
  private final int wake;
  private boolean waiting;
  private boolean closed;

  private PidfdWatch(int process, int wake) {
    this.process = process;
    this.wake = wake;
  }

  static Support support() {
    return SUPPORT;
  }

  static Optional<PidfdWatch> open(long pid) {
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
    try {
      return Optional.of(new PidfdWatch(process, LibC.eventfd(0, 0)));
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
    try (Memory descriptors = new Memory(2L * LibC.POLLFD_BYTES)) {
      describe(descriptors, 0, process);
      describe(descriptors, LibC.POLLFD_BYTES, wake);
      while (true) {
        int timeoutMs = most.isEmpty() ? -1 : untilMs(endNanos);
        int ready = pollOnce(descriptors, timeoutMs);
        if (descriptors.getShort(LibC.POLLFD_BYTES + LibC.POLLFD_REVENTS) != 0) {
          return Outcome.CLOSED;
        }
        if (descriptors.getShort(LibC.POLLFD_REVENTS) != 0) {
          return Outcome.EXITED;
        }
        if (ready == 0 && most.isPresent() && untilMs(endNanos) == 0) {
          return Outcome.RUNNING;
        }
      }
    }
  }

  private static void describe(Memory descriptors, long offset, int descriptor) {
    descriptors.setInt(offset, descriptor);
    descriptors.setShort(offset + LibC.POLLFD_EVENTS, LibC.POLLIN);
    descriptors.setShort(offset + LibC.POLLFD_REVENTS, (short) 0);
  }

  private static int pollOnce(Memory descriptors, int timeoutMs) {
    try {
      return LibC.poll(descriptors, 2, timeoutMs);
    } catch (LastErrorException e) {
      if (e.getErrorCode() == LibC.EINTR) {
        return 0;
      }
      throw e;
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
    LibC.close(process);
    LibC.close(wake);
  }

  /** Our own process certainly exists: a refusal is the kernel's, not the process's. */
  private static Support probe() {
    try {
      LibC.close((int) LibC.syscall(LibC.PIDFD_OPEN, ProcessHandle.current().pid(), 0));
      return Support.AVAILABLE;
    } catch (LastErrorException notOffered) {
      return Support.MISSING;
    }
  }
}
