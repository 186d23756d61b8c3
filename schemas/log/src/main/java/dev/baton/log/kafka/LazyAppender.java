package dev.baton.log.kafka;

import java.util.Optional;

/** An {@link Appender} that is made when it is first used. Thread-safe. */
final class LazyAppender implements AutoCloseable {
  private final KafkaLogSettings settings;
  private volatile Optional<Appender> made = Optional.empty();
  private boolean closed;

  LazyAppender(KafkaLogSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns it.
   *
   * @throws IllegalStateException when it was closed before it was used
   */
  Appender get() {
    return made.orElseGet(this::make);
  }

  private synchronized Appender make() {
    if (closed) {
      throw new IllegalStateException("the log is closed");
    }
    if (made.isEmpty()) {
      made = Optional.of(new Appender(settings));
    }
    return made.orElseThrow();
  }

  @Override
  public synchronized void close() {
    closed = true;
    made.ifPresent(Appender::close);
  }
}
