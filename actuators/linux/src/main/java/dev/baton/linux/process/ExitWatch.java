package dev.baton.linux.process;

import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the end of a process, which need not be a child. Used by one thread; any thread may
 * close it.
 */
public interface ExitWatch extends AutoCloseable {

  /** How a wait ended. */
  enum Outcome {
    /** The process has ended. */
    EXITED,
    /** The process runs, and the given time is over. */
    RUNNING,
    /** The watch was closed. */
    CLOSED
  }

  /**
   * Watches a process. If the kernel has pidfds, it reports the end at once and costs nothing until
   * then. Otherwise {@code /proc} is read at an interval.
   *
   * @param pid the process
   * @param pollInterval how often {@code /proc} is read if there is no pidfd
   * @return empty when there is no such process
   */
  static Optional<ExitWatch> open(long pid, Duration pollInterval) {
    return switch (PidfdWatch.support()) {
      case AVAILABLE -> PidfdWatch.open(pid).map(watch -> watch);
      case MISSING -> ProcWatch.open(pid, pollInterval).map(watch -> watch);
    };
  }

  /**
   * Waits until the process has ended, the watch is closed, or the time is over.
   *
   * @param most how long to wait; empty: without a limit
   */
  Outcome await(Optional<Duration> most);

  /** Returns how the end is noticed, in words for operators. */
  String how();

  @Override
  void close();
}
