package dev.baton.lease.linux;

/**
 * Real-time scheduling of the calling thread (sched(7)): it runs before all threads that have none,
 * as soon as it can. For threads that are short of work and must not be late; the kernel leaves the
 * others a twentieth of the time whatever happens (sched_rt_runtime_us).
 *
 * <p>Needs CAP_SYS_NICE, or RLIMIT_RTPRIO of at least 1.
 */
public final class RealTime {
  private static final int SCHED_OTHER = 0;
  private static final int SCHED_RR = 2;
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  /** The lowest: before ordinary threads is enough. */
  private static final int PRIORITY = 1;

  private RealTime() {}

  /**
   * Gives it to the calling thread, not to threads and processes that it makes.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void begin() {
    Libc.schedule(SCHED_RR | SCHED_RESET_ON_FORK, PRIORITY);
  }

  /**
   * Gives it to the calling thread and, until the next call, to threads that it makes.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void beginWithThreadsToCome() {
    Libc.schedule(SCHED_RR, PRIORITY);
  }

  /**
   * Takes it from the calling thread; its nice value is as before.
   *
   * @throws SystemCallException when that is not allowed
   */
  public static void end() {
    Libc.schedule(SCHED_OTHER, 0);
  }
}
