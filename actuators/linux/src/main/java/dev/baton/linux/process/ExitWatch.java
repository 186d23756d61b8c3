package dev.baton.linux.process;

import java.time.Duration;
import java.util.Optional;

/** Waits for the end of a process that need not be a child. Used by one thread, closed by any. */
public interface ExitWatch extends AutoCloseable {

  /** What a wait ended with. */
  enum Outcome {
    /** The process has ended. */
    EXITED,
    /** It runs, and the time given is over. */
    RUNNING,
    /** The watch was closed. */
    CLOSED
  }

  /**
   * Watches a process: by pidfd where the kernel has it, which tells its end at once and costs
   * nothing meanwhile, and by looking into {@code /proc} otherwise.
   *
   * @param pid which
   * @param pollInterval how often to look where there is no pidfd
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
   * @param most how long to wait; empty: for ever
   */
  Outcome await(Optional<Duration> most);

  /** Returns how the end is noticed, for people. */
  String how();

  @Override
  void close();
}
