package dev.baton.log;

import java.util.function.Supplier;

/**
 * Which threads go first on a host of few processors: in a failover several processes have
 * something to do at once. A hint: the virtual machine heeds priorities if it runs as root with
 * {@code -XX:ThreadPriorityPolicy=1}, as the launcher has it, and everything works as well without.
 *
 * <p>A thread has the priority of the one that makes it, so what a thread makes goes with it.
 */
@SuppressWarnings("ThreadPriorityCheck") // it is no more than a hint
public final class Precedence {

  private Precedence() {}

  /** Lets a thread go first: a failover waits for what it does. */
  public static void first(Thread thread) {
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  /** Lets a thread go last: nobody waits for what it does. */
  public static void last(Thread thread) {
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /** Gives a thread no precedence, whoever made it: a process that it starts would inherit that. */
  public static void none(Thread thread) {
    thread.setPriority(Thread.NORM_PRIORITY);
  }

  /** Makes something whose threads go first. */
  public static <T> T amongFirst(Supplier<T> making) {
    return with(Thread.MAX_PRIORITY, making);
  }

  /** Makes something whose threads go last. */
  public static <T> T amongLast(Supplier<T> making) {
    return with(Thread.MIN_PRIORITY, making);
  }

  private static <T> T with(int priority, Supplier<T> making) {
    Thread maker = Thread.currentThread();
    int before = maker.getPriority();
    maker.setPriority(priority);
    try {
      return making.get();
    } finally {
      maker.setPriority(before);
    }
  }
}
