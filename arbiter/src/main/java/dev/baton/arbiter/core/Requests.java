package dev.baton.arbiter.core;

import dev.baton.model.AuditEntry.Kind;
import dev.baton.model.Fact.Request;
import dev.baton.model.Operation;
import java.util.Optional;

/** What operators ask for. Each request is answered by exactly one line. */
final class Requests {

  private Requests() {}

  static void request(Draft draft, Request fact) {
    draft.request = Optional.of(fact.id());
    int place = draft.notes().size();
    Answer answer = answer(draft, fact.operation());
    Note line =
        Note.of(Kind.REQUEST, "policy.request", fact.operation().match(new OperationWords()))
            .at(draft.epoch)
            .with("request", fact.id())
            .with("by", fact.by())
            .with("answer", answer.refusal().isPresent() ? "refused" : "accepted")
            .with("reason", answer.refusal().map(Refusal::name).orElse(answer.remark()));
    // The answer stands before what follows from it.
    draft.notes().add(place, line);
  }

  private static Answer answer(Draft draft, Operation operation) {
    boolean lifts = operation instanceof Operation.LiftQuarantine;
    if (draft.quarantine.isPresent() && !lifts) {
      return Answer.refused(Refusal.QUARANTINED);
    }
    boolean needsNone = lifts || operation instanceof Operation.Forget;
    return draft.definitions.latest().isEmpty() && !needsNone
        ? Answer.refused(Refusal.NOT_DEFINED)
        : operation.match(new Operations(draft));
  }

  /**
   * How a request is answered.
   *
   * @param refusal why it is refused; empty if it is accepted
   * @param remark what the asker should know all the same
   */
  record Answer(Optional<Refusal> refusal, String remark) {

    static final Answer ACCEPTED = accepted("");

    static Answer accepted(String remark) {
      return new Answer(Optional.empty(), remark);
    }

    static Answer refused(Refusal why) {
      return new Answer(Optional.of(why), "");
    }
  }
}
