package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Requests.Answer;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Quarantine;
import java.util.Optional;

/**
 * Rule Q: a record that the fold cannot take stops its own cluster and nothing else. The state
 * before it is kept, and nothing derives from it: who holds goes on by its lease, nobody is
 * assigned. An operator skips the record; then rule B finds out who holds.
 */
final class Quarantines {

  private Quarantines() {}

  /** Keeps the state as it lies on the table, which is that before the record. */
  static void begin(ClusterStateBuilder draft, Fact fact, RuntimeException cause) {
    Quarantine quarantine = new Quarantine(draft.position, words(cause));
    draft.quarantine = Optional.of(quarantine);
    draft.note(
        AuditLineBuilder.of(Kind.PARTITION, "Q", "quarantined: the fold cannot take this record")
            .at(draft.epoch)
            .with("record", quarantine.position())
            .with("fact", fact.getClass().getSimpleName())
            .with("why", quarantine.why()));
  }

  /**
   * Tells whether a fact is heard while a cluster is in quarantine: only what is to be answered.
   */
  static boolean isHeard(Fact fact) {
    return fact instanceof Fact.Request || fact instanceof Fact.Defined;
  }

  /** Skips the record. What was not folded since may be as much as a loss takes. */
  static Answer lift(ClusterStateBuilder draft) {
    if (draft.quarantine.isEmpty()) {
      return Answer.refused(Refusal.NOT_QUARANTINED);
    }
    Quarantine over = draft.quarantine.orElseThrow();
    draft.quarantine = Optional.empty();
    AuditLineBuilder lifted =
        AuditLineBuilder.of(Kind.PARTITION, "Q", "the quarantine is lifted: its record is skipped")
            .with("record", over.position());
    LogLosses.begin(draft, lifted);
    // Keepalives were passed over: whoever has not read this record must not take one for the last.
    draft.sessions.replaceAll((id, session) -> session.heardAt(draft.position));
    return Answer.accepted("who holds is found out within a lease");
  }

  /** The same everywhere: without what differs between processes. */
  private static String words(RuntimeException cause) {
    String message = String.valueOf(cause.getMessage()).replaceAll("@[0-9a-f]+", "");
    return cause.getClass().getSimpleName() + ": " + message;
  }
}
