package dev.baton.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays a rehearsal again while its service is at work already. At a start so much is waiting to be
 * compiled that the JVM puts off what was only played then; it would be compiled in the middle of
 * the first real failovers, which are rare, on processors that these need. For the same reason it
 * plays a little at a time: several services that play at length at once are in the way of a
 * failover themselves.
 */
public final class BackgroundWarmup implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Past the thresholds for compiling, and until the start is long over: twenty seconds. */
  private static final int TIMES = 100;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private BackgroundWarmup(String service, Runnable piece) {
    thread = new Thread(() -> play(piece), "encore-" + service);
    thread.setDaemon(true);
    RealTimeScheduling.last(thread);
  }

  /**
   * Begins; returns at once.
   *
   * @param service whose rehearsal it is, for people
   * @param piece played on a thread of its own: in memory only, with nothing to show for it, in a
   *     millisecond or two
   */
  public static BackgroundWarmup start(String service, Runnable piece) {
    BackgroundWarmup warmup = new BackgroundWarmup(service, piece);
    warmup.thread.start();
    return warmup;
  }

  /** Ends it, when a piece that is being played is over. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void play(Runnable piece) {
    try {
      for (int time = 0; time < TIMES; time++) {
        if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        piece.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
