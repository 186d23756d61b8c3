package dev.baton.log;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Counts the records that a reader skips because they cannot be decoded. Warns about the first one,
 * and then at most once in 10 s about the number of further ones. Thread-safe.
 */
public final class SkippedRecords {

  private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

  private final Logger log;
  private final LongSupplier clock;
  private Optional<Long> warnedAt = Optional.empty();
  private long warned;
  private long count;

  /**
   * Counts for one reader.
   *
   * @param log where it warns
   * @param clock monotonic, in ns
   */
  public SkippedRecords(Logger log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Counts one. */
  public synchronized void add(Delivered.Undecodable<?> record) {
    count++;
    long now = clock.getAsLong();
    boolean quiet = warnedAt.filter(at -> now - at < QUIET_NANOS).isPresent();
    log.atLevel(quiet ? Level.DEBUG : Level.WARN)
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", record.reason())
        .addKeyValue("skipped", count - warned)
        .log("record skipped: it cannot be decoded");
    if (!quiet) {
      warnedAt = Optional.of(now);
      warned = count;
    }
  }

  /** Returns how many there were. */
  public synchronized long count() {
    return count;
  }
}
