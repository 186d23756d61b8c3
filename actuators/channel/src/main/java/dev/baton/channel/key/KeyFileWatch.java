package dev.baton.channel.key;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, read again when the file changes, so that keys rotate without a restart.
 * There are none until the file can be read for the first time, as an orchestrator may bring it
 * late. If the file becomes wrong, the keys that were read before stay. Thread-safe.
 */
public final class KeyFileWatch implements Supplier<Optional<ChannelKeys>> {
  /** How often a file that stays wrong is complained about. */
  static final Duration COMPLAIN = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(KeyFileWatch.class);

  private final Path file;
  private final LongSupplier clock;
  private final Consumer<String> complaints;
  private volatile Optional<ChannelKeys> keys = Optional.empty();
  private Optional<FileMark> mark = Optional.empty();
  private Optional<Complaint> last = Optional.empty();

  /** What was complained about, and when by the clock. */
  private record Complaint(String words, long at) {}

  /**
   * Looks at nothing yet.
   *
   * @param clock monotonic nanoseconds
   */
  public KeyFileWatch(Path file, LongSupplier clock) {
    this(file, clock, words -> LOG.warn("{}", words));
  }

  /**
   * Looks at nothing yet.
   *
   * @param complaints takes what the log is to warn of
   */
  KeyFileWatch(Path file, LongSupplier clock, Consumer<String> complaints) {
    this.file = file;
    this.clock = clock;
    this.complaints = complaints;
  }

  /** Returns the keys of the last look that found some. Never waits for the file. */
  @Override
  public Optional<ChannelKeys> get() {
    return keys;
  }

  /** Looks at the file, and reads it if it has changed or was wrong. Waits for the disk. */
  public synchronized void look() {
    try {
      Optional<FileMark> seen = Optional.of(KeyFile.mark(file));
      if (!seen.equals(mark)) {
        ChannelKeys found = KeyFile.read(file);
        keys = Optional.of(found);
        mark = seen;
        LOG.atInfo()
            .addKeyValue("file", file)
            .addKeyValue("keys", found.ids())
            .log("read the key file of the channel");
      }
    } catch (ChannelKeyException e) {
      mark = Optional.empty();
      complain(e);
    }
  }

  private void complain(ChannelKeyException problem) {
    String follows =
        keys.map(kept -> "the channel goes on with the keys before, " + kept.ids() + ": ")
            .orElse("there is no channel to other members until this is mended: ");
    String words = follows + problem.getMessage();
    long now = clock.getAsLong();
    boolean just =
        last.filter(
                before -> before.words().equals(words) && now - before.at() < COMPLAIN.toNanos())
            .isPresent();
    if (!just) {
      last = Optional.of(new Complaint(words, now));
      complaints.accept(words);
    }
  }
}
