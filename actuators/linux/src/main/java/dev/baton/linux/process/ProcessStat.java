package dev.baton.linux.process;

import dev.baton.linux.Libc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * One line of {@code /proc/PID/stat}, proc_pid_stat(5).
 *
 * @param pid field 1
 * @param state field 3: Z for a zombie, X for dead
 * @param parent field 4
 * @param group field 5
 * @param session field 6
 * @param flags field 9: the kernel's flags, include/linux/sched.h
 * @param startTicks field 22: the start in clock ticks since boot; together with the pid it
 *     identifies a process
 * @param pending field 31: the pending signals of this thread, one bit each
 * @param exitCode field 52, in the form of waitpid(2): set as soon as the whole process is being
 *     ended; 0 if the kernel does not show it
 */
public record ProcessStat(
    long pid,
    char state,
    long parent,
    long group,
    long session,
    long flags,
    long startTicks,
    long pending,
    long exitCode) {

  private static final int FLAGS_FIELD = 9;
  private static final int START_FIELD = 22;
  private static final int PENDING_FIELD = 31;
  private static final int EXIT_CODE_FIELD = 52;

  /** PF_EXITING: getting shut down. */
  private static final long EXITING = 0x4;

  private static final long KILLED = 1L << (Libc.SIGKILL - 1);

  /** The bits of an exit code with the signal that ended the process, waitpid(2). */
  private static final long SIGNAL = 0x7f;

  /** Signals that stop a process and never end it: SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU. */
  private static final Set<Long> STOPPING = Set.of(0L, 19L, 20L, 21L, 22L, SIGNAL);

  /** Returns the process of that pid, if there is one; it may be a zombie. */
  public static Optional<ProcessStat> of(long pid) {
    return in(Path.of("/proc", Long.toString(pid)));
  }

  /** Reads the directory of a process or thread, if it still exists. */
  static Optional<ProcessStat> in(Path directory) {
    try {
      return parse(Files.readString(directory.resolve("stat"), StandardCharsets.UTF_8));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Tells whether the process has ended and only waits to be reaped. */
  public boolean ended() {
    return state == 'Z' || state == 'X';
  }

  /**
   * Tells whether this thread runs no more code of its program: it is exiting, or it has a pending
   * SIGKILL, by which the kernel also ends all threads of a process.
   */
  boolean ending() {
    return ended() || (flags & EXITING) != 0 || (pending & KILLED) != 0;
  }

  /** Tells whether a signal is ending all its threads. */
  boolean killed() {
    return !STOPPING.contains(exitCode & SIGNAL);
  }

  /**
   * The name in parentheses may contain anything, including spaces and parentheses, so the last
   * parenthesis ends it.
   */
  static Optional<ProcessStat> parse(String line) {
    int nameEnd = line.lastIndexOf(')');
    int nameStart = line.indexOf(" (");
    if (nameEnd < 0 || nameStart < 0) {
      return Optional.empty();
    }
    String[] fields = line.substring(nameEnd + 2).strip().split(" ", -1);
    if (fields.length <= PENDING_FIELD - 3) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessStat(
            Long.parseLong(line.substring(0, nameStart)),
            fields[0].charAt(0),
            Long.parseLong(fields[1]),
            Long.parseLong(fields[2]),
            Long.parseLong(fields[3]),
            Long.parseLong(fields[FLAGS_FIELD - 3]),
            Long.parseLong(fields[START_FIELD - 3]),
            Long.parseLong(fields[PENDING_FIELD - 3]),
            fields.length > EXIT_CODE_FIELD - 3 ? Long.parseLong(fields[EXIT_CODE_FIELD - 3]) : 0));
  }
}
