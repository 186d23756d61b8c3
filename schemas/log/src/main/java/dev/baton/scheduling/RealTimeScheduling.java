package dev.baton.scheduling;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Gives threads precedence on a host with few processors. In a failover several processes have work
 * at the same time, and a lease must be renewed however busy the host is. It is only a hint:
 * everything works without it, but later. The JVM applies priorities if it runs as root with {@code
 * -XX:ThreadPriorityPolicy=1}, which the launcher sets. A program may also ask the operating system
 * for real-time scheduling ({@link #by}).
 *
 * <p>A thread inherits the priority of the thread that makes it. It gets real-time scheduling only
 * when it asks for it itself: {@link #settle}.
 */
@SuppressWarnings("ThreadPriorityCheck") // it is no more than a hint
public final class RealTimeScheduling {

  private static final AtomicReference<Scheduler> SCHEDULER = new AtomicReference<>(turn -> {});

  /** How the calling thread is to run. */
  public enum Turn {
    /** Ordinary scheduling. */
    ORDINARY,
    /** Before all ordinary threads, whenever it has work. */
    FIRST,
    /** The same, and the threads that it makes from now on as well. */
    FIRST_WITH_ALL_IT_MAKES
  }

  /** Asks the operating system for more than a priority. */
  public interface Scheduler {
    /** Gives the calling thread that scheduling, if the operating system allows it. */
    void schedule(Turn turn);
  }

  private RealTimeScheduling() {}

  /** Sets what asks the operating system; to be called at a program's start. */
  public static void by(Scheduler scheduler) {
    SCHEDULER.set(scheduler);
  }

  /**
   * Asks the operating system for the scheduling that fits the calling thread's priority. To be
   * called after the thread's long work, because from then on it delays others.
   */
  public static void settle() {
    boolean first = Thread.currentThread().getPriority() == Thread.MAX_PRIORITY;
    ask(first ? Turn.FIRST : Turn.ORDINARY);
  }

  /** Undoes {@link #settle}, before long work of the calling thread. */
  public static void unsettle() {
    ask(Turn.ORDINARY);
  }

  /** Gives a thread precedence, because a failover waits for its work. */
  public static void first(Thread thread) {
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  /** Puts a thread behind all others, because nobody waits for its work. */
  public static void last(Thread thread) {
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /**
   * Takes the precedence of the thread that made it from a thread, because little is lost when its
   * work comes a little later. One that comes last stays so.
   */
  public static void notFirst(Thread thread) {
    thread.setPriority(Math.min(thread.getPriority(), Thread.NORM_PRIORITY));
  }

  /**
   * Gives a thread no precedence, whichever thread made it. A process that it starts would inherit
   * the precedence.
   */
  public static void none(Thread thread) {
    thread.setPriority(Thread.NORM_PRIORITY);
  }

  /** Makes something whose threads have precedence. */
  public static <T> T amongFirst(Supplier<T> making) {
    return with(Thread.MAX_PRIORITY, making);
  }

  /** Makes something whose threads come last. */
  public static <T> T amongLast(Supplier<T> making) {
    return with(Thread.MIN_PRIORITY, making);
  }

  /** Does long work on a thread that has precedence, without the precedence meanwhile. */
  public static <T> T without(Supplier<T> doing) {
    return with(Thread.NORM_PRIORITY, doing);
  }

  private static <T> T with(int priority, Supplier<T> making) {
    Thread maker = Thread.currentThread();
    int before = maker.getPriority();
    maker.setPriority(priority);
    ask(priority == Thread.MAX_PRIORITY ? Turn.FIRST_WITH_ALL_IT_MAKES : Turn.ORDINARY);
    try {
      return making.get();
    } finally {
      maker.setPriority(before);
      settle();
    }
  }

  private static void ask(Turn turn) {
    Optional.ofNullable(SCHEDULER.get()).ifPresent(scheduler -> scheduler.schedule(turn));
  }
}
