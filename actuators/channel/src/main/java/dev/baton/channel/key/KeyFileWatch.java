package dev.baton.channel.key;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, read again when the file changes, so that keys rotate without a restart. If
 * the file has become wrong, the keys that were read before stay. Thread-safe.
 */
public final class KeyFileWatch implements Supplier<Optional<ChannelKeys>> {
  /** How long a change may stay unseen. */
  static final Duration LOOK = Duration.ofSeconds(1);

  /** How often a file that stays wrong is complained about. */
  static final Duration COMPLAIN = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(KeyFileWatch.class);

  private final Path file;
  private final LongSupplier clock;
  private Optional<FileMark> mark;
  private ChannelKeys keys;
  private Optional<String> problem = Optional.empty();
  private long looked;
  private long complained;

  /**
   * Reads the file for the first time.
   *
   * @param clock monotonic nanoseconds
   * @throws ChannelKeyException when it is missing, unsafe or wrong: file, line and the way out
   */
  public KeyFileWatch(Path file, LongSupplier clock) throws ChannelKeyException {
    this.file = file;
    this.clock = clock;
    this.mark = look();
    this.keys = KeyFile.read(file);
    this.looked = clock.getAsLong();
  }

  /** Returns the keys, never empty. Looks at the file once a second at most. */
  @Override
  public synchronized Optional<ChannelKeys> get() {
    long now = clock.getAsLong();
    if (now - looked >= LOOK.toNanos()) {
      looked = now;
      lookAgain(now);
    }
    return Optional.of(keys);
  }

  /** Returns why the file cannot be used any more and older keys are; empty if it can. */
  public synchronized Optional<String> problem() {
    return problem;
  }

  private void lookAgain(long now) {
    Optional<FileMark> seen = look();
    if (!seen.equals(mark)) {
      mark = seen;
      readAgain(now);
    } else if (problem.isPresent() && now - complained >= COMPLAIN.toNanos()) {
      complain(now);
    }
  }

  private void readAgain(long now) {
    try {
      keys = KeyFile.read(file);
      problem = Optional.empty();
      LOG.atInfo()
          .addKeyValue("file", file)
          .addKeyValue("keys", keys.ids())
          .log("read the changed key file of the channel");
    } catch (ChannelKeyException e) {
      boolean same = problem.equals(Optional.ofNullable(e.getMessage()));
      problem = Optional.ofNullable(e.getMessage());
      if (!same || now - complained >= COMPLAIN.toNanos()) {
        complain(now);
      }
    }
  }

  private void complain(long now) {
    complained = now;
    LOG.atWarn()
        .addKeyValue("file", file)
        .addKeyValue("keys", keys.ids())
        .addKeyValue("reason", problem.orElse(""))
        .log("the key file of the channel is wrong; the channel goes on with the keys before");
  }

  /** Empty if the file is gone or cannot be looked at. */
  private Optional<FileMark> look() {
    try {
      return Optional.of(FileMark.of(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
