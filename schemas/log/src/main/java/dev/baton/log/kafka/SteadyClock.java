package dev.baton.log.kafka;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A clock in milliseconds that starts at the wall clock's time and follows the monotonic clock. If
 * somebody sets the wall clock, it approaches the new time by half a second in a second, forwards
 * or backwards. Thread-safe, without locks: threads that a lease waits for ask it as well as
 * others.
 */
final class SteadyClock {
  /** How often it looks at the wall clock. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private final AtomicReference<Look> last;

  SteadyClock(LongSupplier wallMillis, LongSupplier nanos) {
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.last =
        new AtomicReference<>(
            new Look(nanos.getAsLong(), TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong()), 0));
  }

  /** Returns milliseconds since the epoch, more or less; never fewer than before. */
  long millis() {
    Look look = Objects.requireNonNull(last.get());
    long now = nanos.getAsLong();
    long reading = look.at(now);
    if (now - look.taken() >= LOOK_NANOS) {
      long behind = TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong()) - reading;
      // Whoever comes second went by the same look: both readings lie on its line.
      last.compareAndSet(look, new Look(now, reading, behind));
    }
    return TimeUnit.NANOSECONDS.toMillis(reading);
  }

  /**
   * A look at the wall clock.
   *
   * @param taken when, by the monotonic clock
   * @param reading what this clock said then, in ns
   * @param behind by how much that was less than the wall clock, in ns
   */
  private record Look(long taken, long reading, long behind) {
    long at(long now) {
      long passed = Math.max(0, now - taken);
      long made = Math.min(passed / 2, Math.abs(behind));
      return reading + passed + (behind < 0 ? -made : made);
    }
  }
}
