package dev.baton.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Real-time scheduling of a thread (sched(7)): it runs before all threads that have none, as soon
 * as it can. For threads that are short of work and must not be late; the kernel leaves the others
 * a twentieth of the time whatever happens (sched_rt_runtime_us).
 *
 * <p>Needs CAP_SYS_NICE, or RLIMIT_RTPRIO of at least 1.
 */
public final class RealTime {
  private static final int SCHED_OTHER = 0;
  private static final int SCHED_RR = 2;
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  /** The lowest: before ordinary threads is enough. */
  private static final int PRIORITY = 1;

  /** To sched_setscheduler(2), the thread that calls it. */
  private static final int CALLER = 0;

  private RealTime() {}

  /**
   * Gives it to the calling thread, not to threads and processes that it makes.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void begin() {
    Libc.schedule(CALLER, SCHED_RR | SCHED_RESET_ON_FORK, PRIORITY);
  }

  /**
   * Gives it to the calling thread and, until the next call, to threads that it makes.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void beginWithThreadsToCome() {
    Libc.schedule(CALLER, SCHED_RR, PRIORITY);
  }

  /**
   * Gives it to the threads of a process that bear certain names, not to threads and processes that
   * these make. One that ends meanwhile is passed over.
   *
   * @param process its number
   * @param names of at most 15 characters: the kernel keeps no more, proc_pid_comm(5)
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
      return ""; // it has ended
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
   * Takes it from the calling thread; its nice value is as before.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void end() {
    Libc.schedule(CALLER, SCHED_OTHER, 0);
  }
}
