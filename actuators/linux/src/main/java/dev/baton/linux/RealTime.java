package dev.baton.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Real-time scheduling of a thread (sched(7)): the thread runs before all ordinary threads, as soon
 * as it can. It is for threads that have little to do and must not be late. The kernel always
 * leaves a twentieth of the time to the other threads (sched_rt_runtime_us).
 *
 * <p>Needs CAP_SYS_NICE, or RLIMIT_RTPRIO of at least 1.
 */
public final class RealTime {
  private static final int SCHED_OTHER = 0;
  private static final int SCHED_RR = 2;
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  /** The lowest real-time priority, which is enough to run before ordinary threads. */
  private static final int PRIORITY = 1;

  /** The calling thread, for sched_setscheduler(2). */
  private static final int CALLER = 0;

  private RealTime() {}

  /**
   * Makes the calling thread real-time, but not the threads and processes that it starts.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void begin() {
    Libc.schedule(CALLER, SCHED_RR | SCHED_RESET_ON_FORK, PRIORITY);
  }

  /**
   * Makes the calling thread real-time, before all threads to which the other methods of this class
   * were applied: for an instrument that shares the machine with what it measures.
   *
   * @throws SystemCallException when that is not allowed; it needs RLIMIT_RTPRIO of at least 2
   */
  public static void beginBeforeOthers() {
    Libc.schedule(CALLER, SCHED_RR | SCHED_RESET_ON_FORK, PRIORITY + 1);
  }

  /**
   * Makes the calling thread real-time and, until the next call, the threads that it starts.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void beginWithThreadsToCome() {
    Libc.schedule(CALLER, SCHED_RR, PRIORITY);
  }

  /**
   * Makes those threads of a process real-time that have certain names, but not the threads and
   * processes that they start. A thread that ends meanwhile is skipped.
   *
   * @param process its pid
   * @param names at most 15 characters each; the kernel keeps no more, proc_pid_comm(5)
   * @throws SystemCallException when that is not allowed
   * @throws UncheckedIOException when there is no such process
   */
  public static void give(long process, Set<String> names) {
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "task"))) {
      for (Path thread : threads) {
        if (names.contains(nameOf(thread))) {
          give(Integer.parseInt(thread.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException e) {
      return ""; // The thread has ended.
    }
  }

  private static void give(int thread) {
    try {
      Libc.schedule(thread, SCHED_RR | SCHED_RESET_ON_FORK, PRIORITY);
    } catch (SystemCallException e) {
      if (e.errno() != Errno.ESRCH) {
        throw e;
      }
    }
  }

  /**
   * Makes the calling thread an ordinary one; its nice value is as before.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void end() {
    Libc.schedule(CALLER, SCHED_OTHER, 0);
  }
}
