package dev.baton.codec;

import dev.baton.model.AuditEntry;
import dev.baton.model.Command;
import dev.baton.model.Fact;
import dev.baton.model.IncidentKind;
import dev.baton.model.MoveReason;
import dev.baton.model.NodeState;
import dev.baton.model.Obstacle;
import dev.baton.model.ProbeStatus;

/** The words of every enum that goes over the wire. */
final class Vocabulary {
  static final Words<Fact.Enforcement> ENFORCEMENT = Words.of(Fact.Enforcement.class);
  static final Words<Fact.Verdict> VERDICT = Words.of(Fact.Verdict.class);
  static final Words<ProbeStatus> PROBE_STATUS = Words.of(ProbeStatus.class);
  static final Words<Fact.Hook> HOOK = Words.of(Fact.Hook.class);
  static final Words<IncidentKind> INCIDENT = Words.of(IncidentKind.class);
  static final Words<Command.Ending> ENDING = Words.of(Command.Ending.class);
  static final Words<AuditEntry.Kind> AUDIT_KIND = Words.of(AuditEntry.Kind.class);
  static final Words<AuditEntry.Eligibility> ELIGIBILITY = Words.of(AuditEntry.Eligibility.class);
  static final Words<MoveReason> MOVE_REASON = Words.of(MoveReason.class);
  static final Words<NodeState.NodeHealth> NODE_HEALTH = Words.of(NodeState.NodeHealth.class);

  static final Words<Obstacle> OBSTACLE = Words.of(Obstacle.class);

  private Vocabulary() {}
}
