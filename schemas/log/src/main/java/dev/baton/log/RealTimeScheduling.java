package dev.baton.log;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Which threads go first on a host of few processors: in a failover several processes have
 * something to do at once, and a lease must be renewed however busy the host is. A hint: the
 * virtual machine heeds priorities if it runs as root with {@code -XX:ThreadPriorityPolicy=1}, as
 * the launcher has it, a program may ask the operating system for more ({@link #by}), and
 * everything works as well without.
 *
 * <p>A thread has the priority of the one that makes it, so what a thread makes goes with it. More
 * than a priority it has only once it has asked for it itself: {@link #settle}.
 */
@SuppressWarnings("ThreadPriorityCheck") // it is no more than a hint
public final class RealTimeScheduling {

  private static final AtomicReference<Scheduler> SCHEDULER = new AtomicReference<>(turn -> {});

  /** How the calling thread is to run. */
  public enum Turn {
    /** As most do. */
    ORDINARY,
    /** Before all that are ordinary, whenever it has something to do. */
    FIRST,
    /** The same, and the threads that it makes from now on as well. */
    FIRST_WITH_ALL_IT_MAKES
  }

  /** Asks the operating system for more than a priority. */
  public interface Scheduler {
    /** Lets the calling thread have its turn, where that is allowed. */
    void schedule(Turn turn);
  }

  private RealTimeScheduling() {}

  /** Says who asks the operating system; at a program's start. */
  public static void by(Scheduler scheduler) {
    SCHEDULER.set(scheduler);
  }

  /**
   * Lets the calling thread have of the operating system what its priority says. To be called when
   * it has done what takes long, since it is in the way of others from then on.
   */
  public static void settle() {
    boolean first = Thread.currentThread().getPriority() == Thread.MAX_PRIORITY;
    ask(first ? Turn.FIRST : Turn.ORDINARY);
  }

  /** Undoes {@link #settle}, for something long that the calling thread has to do. */
  public static void unsettle() {
    ask(Turn.ORDINARY);
  }

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

  /** Does something long with what goes first else, and without that meanwhile. */
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
