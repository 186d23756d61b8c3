package dev.baton.codec;

import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.definition.WithoutPromises;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.IncidentKind;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.Obstacle;

/** The words of every enum on the wire. */
final class Vocabulary {
  static final Words<Enforcement> ENFORCEMENT = Words.of(Enforcement.class);
  static final Words<Verdict> VERDICT = Words.of(Verdict.class);
  static final Words<ProbeStatus> PROBE_STATUS = Words.of(ProbeStatus.class);
  static final Words<Hook> HOOK = Words.of(Hook.class);
  static final Words<ReleaseReason> RELEASE_REASON = Words.of(ReleaseReason.class);
  static final Words<OpenedBy> OPENED_BY = Words.of(OpenedBy.class);
  static final Words<IncidentKind> INCIDENT = Words.of(IncidentKind.class);
  static final Words<OutcomeResult> OUTCOME = Words.of(OutcomeResult.class);
  static final Words<Command.Ending> ENDING = Words.of(Command.Ending.class);
  static final Words<AuditEntry.Kind> AUDIT_KIND = Words.of(AuditEntry.Kind.class);
  static final Words<AuditEntry.Eligibility> ELIGIBILITY = Words.of(AuditEntry.Eligibility.class);
  static final Words<MoveReason> MOVE_REASON = Words.of(MoveReason.class);
  static final Words<NodeState.NodeHealth> NODE_HEALTH = Words.of(NodeState.NodeHealth.class);
  static final Words<WithoutPromises> WITHOUT_PROMISES = Words.of(WithoutPromises.class);

  static final Words<Obstacle> OBSTACLE = Words.of(Obstacle.class);

  private Vocabulary() {}
}
