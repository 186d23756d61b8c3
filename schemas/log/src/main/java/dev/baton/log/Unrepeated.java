package dev.baton.log;

import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands on each audit line once. A partition's lines stand in the order of their sources, but some
 * may stand there twice: a successor writes anew what no snapshot says was written, and a lone
 * broker that is killed between the decision to abort a transaction and the marker that says so may
 * forget the marker (seen with Kafka 4.4). The lines of that transaction then come to light with
 * those of the next, which are the same, since a line is a function of the log's prefix. Used by
 * one thread.
 */
public final class Unrepeated implements Consumer<Delivered<AuditEntry>> {
  private final Consumer<? super Delivered<AuditEntry>> sink;
  private Optional<Source> last = Optional.empty();

  /** Hands on to that sink. */
  public Unrepeated(Consumer<? super Delivered<AuditEntry>> sink) {
    this.sink = sink;
  }

  @Override
  public void accept(Delivered<AuditEntry> delivered) {
    if (delivered instanceof Delivered.Decoded<AuditEntry> decoded) {
      Source source = decoded.value().source();
      if (last.filter(taken -> !source.isAfter(taken)).isPresent()) {
        return;
      }
      last = Optional.of(source);
    }
    sink.accept(delivered);
  }
}
