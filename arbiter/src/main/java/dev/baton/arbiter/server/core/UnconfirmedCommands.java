package dev.baton.arbiter.server.core;

import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.CommandRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Derived commands that this arbiter has not read back from the commands topic yet. Every arbiter
 * keeps them, so that one that takes over knows what its predecessor has not written. Only what was
 * read back counts, not acknowledgements.
 */
final class UnconfirmedCommands {
  private final Deque<CommandRecord> pending = new ArrayDeque<>();
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private Source lastRead = Source.NONE;
  private boolean anyRead;
  private long nextOffset;

  UnconfirmedCommands(long commandsFrom) {
    nextOffset = commandsFrom;
  }

  /** A command that was read before the fact that it derives from. */
  private record Ahead(Position position, long offset) {}

  /** Takes new commands. Returns those that no arbiter has written yet. */
  List<CommandRecord> derived(List<CommandRecord> orders) {
    List<CommandRecord> unwritten =
        orders.stream().filter(order -> !anyRead || order.source().isAfter(lastRead)).toList();
    pending.addAll(unwritten);
    return unwritten;
  }

  /**
   * Acknowledged records were lost. Commands that were derived before the loss was known are not
   * written any more, because they may contradict an assignment that only a keeper remembers. At
   * the end of the gap, the fold puts out what is needed (rule B).
   */
  void beginGeneration(long generation) {
    pending.removeIf(order -> order.source().generation() < generation);
  }

  /** Takes a command that stands in the commands topic. */
  void read(CommandRecord order, long offset, Position folded) {
    nextOffset = offset + 1;
    if (anyRead && !order.source().isAfter(lastRead)) {
      return;
    }
    anyRead = true;
    lastRead = order.source();
    while (!pending.isEmpty() && !pending.getFirst().source().isAfter(lastRead)) {
      pending.removeFirst();
    }
    if (order.source().position().isAfter(folded)) {
      ahead.addLast(new Ahead(order.source().position(), offset));
    }
  }

  /** Takes a record that is no command of the fold: a tick, or one that could not be decoded. */
  void passed(long offset) {
    nextOffset = offset + 1;
  }

  List<CommandRecord> pending() {
    return new ArrayList<>(pending);
  }

  boolean owesAny() {
    return !pending.isEmpty();
  }

  boolean owes(Source source) {
    return pending.stream().anyMatch(order -> order.source().equals(source));
  }

  /**
   * Returns what is proven to stand in the commands topic; empty while commands are not read back.
   */
  Optional<ReadBack> readBack(Position folded) {
    while (!ahead.isEmpty() && !ahead.getFirst().position().isAfter(folded)) {
      ahead.removeFirst();
    }
    if (!pending.isEmpty()) {
      return Optional.empty();
    }
    long upTo = ahead.isEmpty() ? nextOffset : ahead.getFirst().offset();
    return Optional.of(new ReadBack(folded, upTo));
  }
}
