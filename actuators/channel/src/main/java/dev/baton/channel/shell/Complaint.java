package dev.baton.channel.shell;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Says what goes wrong, but not each time. Thread-safe. */
final class Complaint {
  /** How long it is silent after it has said something. */
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private final AtomicLong silent = new AtomicLong();
  private final AtomicLong quietUntil;

  Complaint(long now) {
    this.quietUntil = new AtomicLong(now);
  }

  /**
   * Says something, unless it has said something just now.
   *
   * @param saying is given how often it was silent before
   */
  void say(long now, LongConsumer saying) {
    long until = quietUntil.get();
    if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET)) {
      saying.accept(silent.getAndSet(0));
    } else {
      silent.incrementAndGet();
    }
  }
}
