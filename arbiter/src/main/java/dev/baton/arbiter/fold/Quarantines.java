package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Requests.Answer;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Quarantine;
import java.util.Optional;

/**
 * Rule Q: a record that cannot be folded stops its own cluster and nothing else. The state before
 * the record is kept, and nothing derives from it: the holder goes on by its lease, and nobody is
 * assigned. When an operator skips the record, rule B finds out which node holds.
 */
final class Quarantines {

  private Quarantines() {}

  /** Keeps the state from before the record. */
  static void begin(ClusterStateBuilder draft, Fact fact, RuntimeException cause) {
    Quarantine quarantine = new Quarantine(draft.position, words(cause));
    draft.quarantine = Optional.of(quarantine);
    draft.note(
        AuditLineBuilder.of(
                Kind.PARTITION, AuditRule.Q, "quarantined: the fold cannot take this record")
            .at(draft.epoch)
            .with(AuditDetail.RECORD, quarantine.position())
            .with(AuditDetail.FACT, fact.getClass().getSimpleName())
            .with(AuditDetail.WHY, quarantine.why()));
  }

  /**
   * Tells whether a fact is folded while a cluster is in quarantine: only facts that need an answer
   * are.
   */
  static boolean isHeard(Fact fact) {
    return fact instanceof Fact.Request || fact instanceof Fact.Defined;
  }

  /** Skips the record. What was not folded since counts like a loss. */
  static Answer lift(ClusterStateBuilder draft) {
    if (draft.quarantine.isEmpty()) {
      return Answer.refused(Refusal.NOT_QUARANTINED);
    }
    Quarantine over = draft.quarantine.orElseThrow();
    draft.quarantine = Optional.empty();
    AuditLineBuilder lifted =
        AuditLineBuilder.of(
                Kind.PARTITION, AuditRule.Q, "the quarantine is lifted: its record is skipped")
            .with(AuditDetail.RECORD, over.position());
    // Keepers forget names by it: the next holder's number may stand above one that was named.
    draft.beginGeneration(draft.generation);
    LogLosses.begin(draft, lifted);
    // Keepalives were skipped. So an arbiter that has not read this record must not take an earlier
    // one for the last.
    draft.hearEverybody();
    return Answer.accepted("who holds is found out within a lease");
  }

  /** Returns the error in words that are the same in every process. */
  private static String words(RuntimeException cause) {
    String message = String.valueOf(cause.getMessage()).replaceAll("@[0-9a-f]+", "");
    return cause.getClass().getSimpleName() + ": " + message;
  }
}
