package dev.baton.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays a rehearsal again a few times while its service is at work already. At a start so much is
 * waiting to be compiled that the JVM puts off what was only played then; it would be compiled in
 * the middle of the first real failovers, which are rare, on processors that these need.
 */
public final class Encore implements AutoCloseable {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20));

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  @SuppressWarnings("ThreadPriorityCheck") // a hint: it works as well without
  private Encore(String service, Runnable piece) {
    thread = new Thread(() -> play(piece), "encore-" + service);
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /**
   * Begins; returns at once.
   *
   * @param service whose rehearsal it is, for people
   * @param piece played on a thread of its own: in memory only, with nothing to show for it
   */
  public static Encore start(String service, Runnable piece) {
    Encore encore = new Encore(service, piece);
    encore.thread.start();
    return encore;
  }

  /** Ends it, when a piece that is being played is over. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void play(Runnable piece) {
    try {
      for (Duration pause : PAUSES) {
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        piece.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
