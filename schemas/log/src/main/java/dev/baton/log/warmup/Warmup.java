package dev.baton.log.warmup;

import dev.baton.scheduling.RealTimeScheduling;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a piece of a service's work again and again while the service is at work already. The JVM
 * compiles what was called some 30 times; a failover is rare, and would else be interpreted, and
 * compiled in its midst.
 *
 * <p>It plays a little at a time, on a thread that gives way to all others: several services that
 * play at length at once are in the way of a failover themselves. It is off unless the program
 * turns it on: who measures nothing has no use for it.
 */
public final class Warmup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);
  private static final Scope PROCESS = new Scope();
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Past the thresholds for compiling, and until the start is long over: twenty seconds. */
  private static final int TIMES = 100;

  private final String service;
  private final Piece piece;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What is played. */
  public interface Piece {
    /**
     * Plays it once, in a millisecond or two: in memory, or asking the operating system what
     * changes nothing. A piece is played by one thread.
     *
     * @return how much there was to do, for tests; the same each time
     */
    long play();
  }

  /** What is turned on and what was begun: for a process, and for each test its own. */
  static final class Scope {
    private final AtomicBoolean on = new AtomicBoolean();

    /** The code of a piece is the same for every cluster. */
    private final Set<Class<?>> begun = ConcurrentHashMap.newKeySet();

    void turnOn() {
      on.set(true);
    }

    Warmup start(String service, Piece piece) {
      Warmup warmup = new Warmup(service, piece);
      if (on.get() && begun.add(piece.getClass())) {
        Thread thread = new Thread(warmup::run, "warm-up-" + service);
        thread.setDaemon(true);
        RealTimeScheduling.last(thread);
        thread.start();
      }
      return warmup;
    }
  }

  private Warmup(String service, Piece piece) {
    this.service = service;
    this.piece = piece;
  }

  /** Turns it on for services of this process that start from now on; at a program's start. */
  public static void turnOn() {
    PROCESS.turnOn();
  }

  /**
   * Begins; returns at once. Where it is off, or where a piece of this class was begun before,
   * nothing is played.
   *
   * @param service whose work it is, for people
   * @param piece what is played
   */
  public static Warmup start(String service, Piece piece) {
    return PROCESS.start(service, piece);
  }

  /** Ends it, when a piece that is being played is over. Idempotent. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      long played = 0;
      for (int time = 0; time < TIMES; time++) {
        if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        played += piece.play();
      }
      LOG.atDebug().addKeyValue("service", service).addKeyValue("played", played).log("Warmed up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("service", service)
          .log("The warm-up ended early, so the first failover may take longer: {}", e.toString());
    }
  }
}
