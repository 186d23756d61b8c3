package dev.baton.compose.wiring;

import dev.baton.channel.key.ChannelKeyException;
import dev.baton.channel.key.ChannelKeys;
import dev.baton.channel.key.KeyFileWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file that may come late, as an orchestrator brings it. Until it can be read there
 * is no channel, and everything else works. Thread-safe.
 */
final class LateKeys implements Supplier<Optional<ChannelKeys>> {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration COMPLAIN = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(LateKeys.class);

  private final Path file;
  private final LongSupplier clock;
  private volatile Optional<KeyFileWatch> watch = Optional.empty();
  private Optional<Long> looked = Optional.empty();
  private Optional<Long> complained = Optional.empty();

  /**
   * Looks at nothing yet.
   *
   * @param clock monotonic nanoseconds
   */
  LateKeys(Path file, LongSupplier clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Optional<ChannelKeys> get() {
    Optional<KeyFileWatch> found = watch.or(this::look);
    return found.flatMap(KeyFileWatch::get);
  }

  private synchronized Optional<KeyFileWatch> look() {
    long now = clock.getAsLong();
    if (watch.isPresent() || looked.filter(at -> now - at < LOOK.toNanos()).isPresent()) {
      return watch;
    }
    looked = Optional.of(now);
    try {
      watch = Optional.of(new KeyFileWatch(file, clock));
      LOG.atInfo().addKeyValue("file", file).log("members can be talked to");
    } catch (ChannelKeyException e) {
      if (complained.filter(at -> now - at < COMPLAIN.toNanos()).isEmpty()) {
        complained = Optional.of(now);
        LOG.atWarn().log("there is no channel to other members until then: {}", e.getMessage());
      }
    }
    return watch;
  }
}
