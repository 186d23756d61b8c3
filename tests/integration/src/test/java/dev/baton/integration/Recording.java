package dev.baton.integration;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.Result;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Unrepeated;
import dev.baton.log.contract.Collected;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command.Tick;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that stands in a log of one partition, read from its beginning while it grows. */
final class Recording implements AutoCloseable {
  private final Collected<FactRecord> events = new Collected<>();
  private final Collected<CommandRecord> commands = new Collected<>();
  private final Collected<AuditEntry> audit = new Collected<>();
  private final List<EventLog.Reader> readers;

  Recording(EventLog log) {
    readers =
        List.of(
            log.readEvents(0, StartAt.BEGINNING, events),
            log.readCommands(0, StartAt.BEGINNING, commands),
            log.readAudit(0, StartAt.BEGINNING, audit));
  }

  /** What follows from the events up to a position: orders and audit lines, both in order. */
  record Derivation(List<CommandRecord> orders, List<AuditEntry> audit, Position upTo) {}

  /** Folds all events from the first one to the log's present end. */
  Derivation derived() {
    Site.until(readers.get(0)::caughtUp);
    Refold refold = new Refold(FoldReplica.from(PartitionFold.standard(), List.of()));
    List<Result> results =
        events.await(0).stream().flatMap(delivery -> delivery.match(refold)).toList();
    return new Derivation(
        results.stream().flatMap(result -> result.orders().stream()).toList(),
        results.stream().flatMap(result -> result.audit().stream()).toList(),
        refold.fold().model().partition().folded());
  }

  /** Returns all facts, in order. */
  List<FactRecord> events() {
    return events.values();
  }

  /** Returns every command but the ticks as it was written, repetitions and all. */
  List<CommandRecord> written() {
    return commands.values().stream().filter(order -> !(order.command() instanceof Tick)).toList();
  }

  /** Returns the commands that a reader takes: those that derive from what it has not passed. */
  List<CommandRecord> taken() {
    List<CommandRecord> taken = new ArrayList<>();
    Optional<Source> last = Optional.empty();
    for (CommandRecord order : written()) {
      if (last.isEmpty() || order.source().isAfter(last.orElseThrow())) {
        taken.add(order);
        last = Optional.of(order.source());
      }
    }
    return taken;
  }

  /** Returns the ticks, in order. */
  List<Tick> ticks() {
    return commands.values().stream()
        .map(CommandRecord::command)
        .filter(Tick.class::isInstance)
        .map(Tick.class::cast)
        .toList();
  }

  /** Returns the committed audit, in order, as it stands there. */
  List<AuditEntry> audit() {
    return audit.values();
  }

  /** Returns the committed audit as a reader takes it: without what stands there once more. */
  List<AuditEntry> auditTaken() {
    Collected<AuditEntry> taken = new Collected<>();
    audit.await(0).forEach(new Unrepeated(taken));
    return taken.values();
  }

  @Override
  public void close() {
    readers.forEach(EventLog.Reader::close);
  }

  private record Refold(FoldReplica fold) implements Delivered.Cases<FactRecord, Stream<Result>> {
    @Override
    public Stream<Result> decoded(Delivered.Decoded<FactRecord> delivery) {
      return Stream.of(fold.apply(delivery.value()));
    }

    @Override
    public Stream<Result> undecodable(Delivered.Undecodable<FactRecord> delivery) {
      fold.skip(new Position(delivery.offset()));
      return Stream.empty();
    }

    @Override
    public Stream<Result> truncated(Delivered.Truncated<FactRecord> delivery) {
      throw new IllegalStateException("no test here cuts the log, but: " + delivery);
    }
  }
}
