package dev.baton.log;

import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Passes each audit line on once. A partition's lines stand in the order of their sources, but a
 * line may stand there twice, for two reasons. An arbiter that takes over writes lines again that
 * no snapshot says were written. And a lone broker may forget to write the marker of an aborted
 * transaction, if it is killed after it has decided to abort (seen with Kafka 4.4). The lines of
 * that transaction then appear together with those of the next. They are the same lines, because a
 * line follows from the log alone. Used by one thread.
 */
public final class Unrepeated implements Consumer<Delivered<AuditEntry>> {
  private final Consumer<? super Delivered<AuditEntry>> sink;
  private Optional<Source> last = Optional.empty();

  /** Passes lines on to that sink. */
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
