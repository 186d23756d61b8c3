package dev.baton.arbiter.fold;

import dev.baton.model.Epoch;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.Placement;
import java.util.List;
import java.util.Optional;

/**
 * Where actuators report that bindings point (rule O). It is audited and remembered; no decision
 * depends on it.
 */
final class Placements {

  private Placements() {}

  static void outcome(ClusterStateBuilder draft, Outcome fact) {
    if (fact.epoch().isAfter(draft.epoch)) {
      LogLosses.epochReported(draft, fact.node(), fact.epoch(), Optional.empty());
      return;
    }
    if (fact.epoch().equals(Epoch.NONE) || !isBound(draft, fact)) {
      return;
    }
    Optional<Placement> known = Optional.ofNullable(draft.placements.get(fact.index()));
    boolean answered =
        known.filter(placement -> placement.epoch().equals(fact.epoch())).isPresent();
    if (answered && fact.result().answers()) {
      // An earlier instance has answered the same command before. The first answer counts.
      return;
    }
    if (known.filter(placement -> placement.epoch().isAfter(fact.epoch())).isEmpty()) {
      draft.put(Placement.of(fact, draft.when));
    }
    draft.note(line(draft, fact));
  }

  private static boolean isBound(ClusterStateBuilder draft, Outcome fact) {
    return binding(draft.definitions.latest(), fact.index())
        .filter(binding -> binding.kind().equals(fact.binding()))
        .isPresent();
  }

  /**
   * Forgets reports of bindings that a definition replaced, and all of them if the VIPs changed.
   */
  static void forgetChanged(
      ClusterStateBuilder draft, Optional<ClusterDefinition> before, ClusterDefinition after) {
    boolean sameVips = before.filter(known -> known.vips().equals(after.vips())).isPresent();
    draft.forgetPlacements(
        index -> !sameVips || !binding(before, index).equals(binding(Optional.of(after), index)));
  }

  private static Optional<Binding> binding(Optional<ClusterDefinition> definition, int index) {
    List<Binding> bindings = definition.map(ClusterDefinition::bindings).orElse(List.of());
    return index < bindings.size() ? Optional.of(bindings.get(index)) : Optional.empty();
  }

  private static AuditLineBuilder line(ClusterStateBuilder draft, Outcome fact) {
    AuditLineBuilder line =
        begin(draft, fact)
            .at(fact.epoch())
            .about(fact.node())
            .with(AuditDetail.BINDING, fact.binding())
            .with(AuditDetail.INDEX, fact.index())
            .with(AuditDetail.RESULT, fact.result())
            .with(AuditDetail.TOOK_MS, fact.took())
            .with(AuditDetail.TRIES, fact.tries());
    AuditLineBuilder explained =
        fact.detail().isEmpty() ? line : line.with(AuditDetail.DETAIL, fact.detail());
    return fact.evidence().isEmpty()
        ? explained
        : explained.with(AuditDetail.EVIDENCE, String.join("; ", fact.evidence()));
  }

  /** Begins an audit line. It has the move's cause only while that move is the latest. */
  private static AuditLineBuilder begin(ClusterStateBuilder draft, Outcome fact) {
    Kind kind = fact.result() == OutcomeResult.DRIFTED ? Kind.INCIDENT : Kind.OUTCOME;
    boolean ofThisMove =
        fact.result() == OutcomeResult.PLACED
            && fact.epoch().equals(draft.epoch)
            && AssignmentStates.held(draft.assignment).isPresent();
    return ofThisMove
        ? draft
            .step(kind, AuditRule.O, summary(fact))
            .with(AuditDetail.PLACED_AFTER_MS, draft.sinceCause())
        : AuditLineBuilder.of(kind, AuditRule.O, summary(fact));
  }

  private static String summary(Outcome fact) {
    String binding = fact.binding();
    String node = fact.node().toString();
    return switch (fact.result()) {
      case PLACED -> binding + " points to " + node;
      case NOT_PLACED -> binding + " does not point to " + node + " in time: " + fact.detail();
      case REFUSED -> binding + " cannot point to " + node + ": " + fact.detail();
      case SUPERSEDED -> binding + " was not yet at " + node + " when it was assigned anew";
      case DRIFTED -> binding + " was made to point elsewhere than to " + node;
      case REPAIRED -> binding + " points to " + node + " again";
    };
  }
}
