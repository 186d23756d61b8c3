package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.integration.Recording.Derivation;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What holds of every log, whatever happened to its arbiters (rules R and Z). */
final class Agreement {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Agreement() {}

  /** Waits until commands and audit have caught up with the events, then checks all of it. */
  static void awaitAndCheck(Recording recording) {
    awaitAndCheck(recording, Recording::audit);
  }

  /**
   * The same.
   *
   * @param audit what of the audit must be neither more nor less than what derives
   */
  static void awaitAndCheck(Recording recording, Function<Recording, List<AuditEntry>> audit) {
    // What derives meanwhile is left to the next check: there may always be something new.
    Derivation derived = recording.derived();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> checkThatAllDerives(recording.taken(), audit.apply(recording), derived));
    checkRepetitions(recording.written());
    checkEpochs(derived.orders());
    checkUniqueness(derived);
    checkHolders(recording);
  }

  /** Record by record: nothing is missing, nothing is there that does not follow, nothing twice. */
  private static void checkThatAllDerives(
      List<CommandRecord> orders, List<AuditEntry> audit, Derivation derived) {
    checkSame("orders", upTo(derived.upTo(), orders, CommandRecord::source), derived.orders());
    checkSame(
        "audit lines",
        upTo(derived.upTo(), audit, AuditEntry::source).stream()
            .filter(line -> line.kind() != Kind.MALFORMED)
            .toList(),
        derived.audit());
    assertThat(audit.stream().map(AuditEntry::source)).isSorted().doesNotHaveDuplicates();
  }

  /** Leaves out what follows from later events. */
  private static <T> List<T> upTo(Position last, List<T> written, Function<T, Source> source) {
    return written.stream().filter(each -> !source.apply(each).position().isAfter(last)).toList();
  }

  /** Both lists whole are too long to be read: tells where they part. */
  private static <T> void checkSame(String what, List<T> written, List<T> derived) {
    int same = 0;
    while (same < Math.min(written.size(), derived.size())
        && written.get(same).equals(derived.get(same))) {
      same++;
    }
    assertThat(written.stream().skip(same).limit(1))
        .as("%s: the one at %s, of %s that derive", what, same, derived.size())
        .isEqualTo(derived.stream().skip(same).limit(1).toList());
  }

  /** Whoever writes a command once more writes the same. */
  private static void checkRepetitions(List<CommandRecord> written) {
    Map<Source, Set<CommandRecord>> bySource =
        written.stream()
            .collect(
                Collectors.groupingBy(CommandRecord::source, TreeMap::new, Collectors.toSet()));
    assertThat(bySource).allSatisfy((source, orders) -> assertThat(orders).hasSize(1));
  }

  /** Epochs never decrease, and each is one session's. */
  private static void checkEpochs(List<CommandRecord> taken) {
    Map<Epoch, SessionId> assigned = new TreeMap<>();
    List<Epoch> epochs = new ArrayList<>();
    for (CommandRecord order : taken) {
      if (order.command() instanceof Command.Assign assign) {
        epochs.add(assign.epoch());
        SessionId first = assigned.computeIfAbsent(assign.epoch(), epoch -> assign.session());
        assertThat(assign.session()).as("session of %s", assign.epoch()).isEqualTo(first);
      }
      if (order.command() instanceof Command.Release release) {
        epochs.add(release.epoch());
      }
    }
    assertThat(epochs).isSorted();
  }

  /**
   * A reader takes each command of an epoch once, but for those that the fold itself orders again
   * because a keeper shows that it has not read them, and says so. Who has a session is of no
   * epoch, and may be as it was before.
   */
  private static void checkUniqueness(Derivation derived) {
    Set<Position> again =
        derived.audit().stream()
            .filter(line -> line.kind() == Kind.COMMAND && line.isBy(AuditRule.B))
            .map(line -> line.source().position())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(
            derived.orders().stream()
                .filter(order -> !again.contains(order.source().position()))
                .map(CommandRecord::command)
                .filter(command -> !(command instanceof Command.Peers)))
        .doesNotHaveDuplicates();
  }

  /** By what the keepers themselves say, in the log's order, one holds at most. */
  private static void checkHolders(Recording recording) {
    Optional<SessionId> holder = Optional.empty();
    for (var entry : recording.events()) {
      if (entry.fact() instanceof Fact.Acquired acquired) {
        assertThat(holder).as("holder before %s", acquired).isEmpty();
        holder = Optional.of(acquired.session());
      }
      Optional<SessionId> ended = ended(entry.fact());
      if (ended.isPresent() && ended.equals(holder)) {
        holder = Optional.empty();
      }
    }
  }

  private static Optional<SessionId> ended(Fact fact) {
    if (fact instanceof Fact.Released released) {
      return Optional.of(released.session());
    }
    if (fact instanceof Fact.SessionClosed closed) {
      return Optional.of(closed.session());
    }
    return fact instanceof Fact.Expire expire ? Optional.of(expire.session()) : Optional.empty();
  }
}
