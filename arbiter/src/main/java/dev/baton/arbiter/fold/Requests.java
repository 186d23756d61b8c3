package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Preference.Wish;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.audit.RequestAnswer;
import dev.baton.model.fact.Fact.Request;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.ClusterState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Operators' requests. Exactly one audit line answers each request. */
final class Requests {

  /** Refusals that an operator understands only with the state of all members. */
  private static final Set<Refusal> ABOUT_MEMBERS =
      EnumSet.of(Refusal.UNKNOWN_NODE, Refusal.TARGET_NOT_ELIGIBLE, Refusal.NOBODY_ELIGIBLE);

  private Requests() {}

  static void request(ClusterStateBuilder draft, Request fact) {
    draft.request = Optional.of(fact.id());
    int place = draft.notes().size();
    Answer answer = answer(draft, fact.operation());
    AuditLineBuilder line =
        AuditLineBuilder.of(
                Kind.REQUEST, AuditRule.REQUEST, fact.operation().match(new OperationWords()))
            .at(draft.epoch)
            .with(AuditDetail.REQUEST, fact.id())
            .with(AuditDetail.BY, fact.by())
            .with(
                AuditDetail.ANSWER,
                answer.refusal().isPresent() ? RequestAnswer.REFUSED : RequestAnswer.ACCEPTED)
            .with(AuditDetail.REASON, answer.refusal().map(Refusal::name).orElse(answer.remark()));
    // The answer stands before what follows from it.
    draft.notes().add(place, explained(draft, answer, line));
  }

  /** Adds the node concerned and, if a node is the reason, the state of all members. */
  private static AuditLineBuilder explained(
      ClusterStateBuilder draft, Answer answer, AuditLineBuilder line) {
    AuditLineBuilder named = answer.about().map(line::about).orElse(line);
    if (answer.refusal().filter(ABOUT_MEMBERS::contains).isEmpty()) {
      return named;
    }
    List<Alternative> members = members(draft);
    String failing =
        members.stream()
            .filter(member -> member.eligibility() == Eligibility.UNHEALTHY)
            .flatMap(member -> Nodes.failing(draft.node(member.node())))
            .collect(Collectors.joining("; "));
    AuditLineBuilder considered = named.among(members);
    return failing.isEmpty() ? considered : considered.with(AuditDetail.FAILING, failing);
  }

  private static List<Alternative> members(ClusterStateBuilder draft) {
    ClusterState state = draft.state();
    return Policy.choose(state, draft.rules.preference(), Wish.NONE, node -> false).alternatives();
  }

  private static Answer answer(ClusterStateBuilder draft, Operation operation) {
    boolean lifts = operation instanceof Operation.LiftQuarantine;
    if (draft.quarantine.isPresent() && !lifts) {
      return Answer.refused(Refusal.QUARANTINED);
    }
    boolean raises =
        operation instanceof Operation.Undefine undefine
            && undefine.version() > draft.definitions.retired();
    boolean needsNone = lifts || raises || operation instanceof Operation.Forget;
    return draft.definitions.latest().isEmpty() && !needsNone
        ? Answer.refused(Refusal.NOT_DEFINED)
        : operation.match(new Operations(draft));
  }

  /**
   * How a request is answered.
   *
   * @param refusal why it is refused; empty if it is accepted
   * @param remark what else the operator should know
   * @param about the node that the refusal or remark is about
   */
  record Answer(Optional<Refusal> refusal, String remark, Optional<NodeId> about) {

    static final Answer ACCEPTED = accepted("");

    static Answer accepted(String remark) {
      return new Answer(Optional.empty(), remark, Optional.empty());
    }

    static Answer refused(Refusal why) {
      return new Answer(Optional.of(why), "", Optional.empty());
    }

    static Answer refused(Refusal why, NodeId about) {
      return new Answer(Optional.of(why), "", Optional.of(about));
    }
  }
}
