package dev.baton.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays a service's rehearsal again while the service already works. At a start, so much code waits
 * to be compiled that the JVM puts off the code of the rehearsal. It would then compile this code
 * during the first real failovers, on processors that a failover needs. For the same reason it
 * plays a little at a time: several services that play for long at the same time would delay a
 * failover themselves.
 */
public final class BackgroundWarmup implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Enough to pass the thresholds of the compiler, and to go on until the start is over: 20 s. */
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

  /** Ends it, as soon as the piece that it plays is over. */
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
