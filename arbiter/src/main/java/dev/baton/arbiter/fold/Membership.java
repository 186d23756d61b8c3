package dev.baton.arbiter.fold;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.audit.RequestAnswer;
import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Fact.Defined;
import dev.baton.model.fact.Fact.Keepalive;
import dev.baton.model.state.Definitions;
import java.util.Optional;

/** Rule M: a change of members takes effect in two steps. */
final class Membership {

  private Membership() {}

  static void defined(ClusterStateBuilder draft, Defined fact) {
    Optional<Admission.Refused> refusal = Admission.refusal(draft, fact);
    AuditLineBuilder answer =
        AuditLineBuilder.of(
                Kind.DEFINITION,
                AuditRule.M,
                refusal
                    .map(why -> "definition refused")
                    .orElse("definition " + fact.definition().version() + " taken"))
            .with(AuditDetail.REQUEST, fact.id())
            .with(AuditDetail.BY, fact.by())
            .with(AuditDetail.VERSION, fact.definition().version())
            .with(
                AuditDetail.ANSWER,
                refusal.isPresent() ? RequestAnswer.REFUSED : RequestAnswer.ACCEPTED);
    AuditLineBuilder asked = fact.override() ? answer.with(AuditDetail.OVERRIDE, true) : answer;
    draft.note(
        refusal
            .map(
                why ->
                    asked
                        .with(AuditDetail.REFUSAL, why.reason().name())
                        .with(AuditDetail.WHY, why.what()))
            .orElse(asked));
    if (refusal.isEmpty()) {
      take(draft, fact.definition(), fact.override());
    }
  }

  private static void take(
      ClusterStateBuilder draft, ClusterDefinition definition, boolean override) {
    draft.order(new Command.Define(definition, override));
    Placements.forgetChanged(draft, draft.definitions.latest(), definition);
    if (draft.effective().isEmpty()) {
      draft.definitions = draft.definitions.withInForce(definition);
      noteInForce(draft, definition);
    } else if (override) {
      override(draft, definition);
    } else {
      draft.definitions = draft.definitions.withPending(definition);
    }
  }

  /**
   * Does not wait for members to read the definition, because the operator vouches for them. The
   * wait begins at once.
   */
  private static void override(ClusterStateBuilder draft, ClusterDefinition definition) {
    Definitions now = draft.definitions;
    draft.definitions = now.withOverride(definition);
    AuditLineBuilder note =
        AuditLineBuilder.of(
                Kind.DEFINITION,
                AuditRule.M,
                "overridden: not waiting for members, only for the holdover")
            .with(AuditDetail.VERSION, definition.version());
    draft.note(
        now.pending().map(one -> note.with(AuditDetail.REPLACES, one.version())).orElse(note));
  }

  /**
   * Defines the content in force anew, in place of a definition on its way that cannot be carried
   * out.
   */
  static void withdraw(ClusterStateBuilder draft, ClusterDefinition pending, String why) {
    if (draft.definitions.undefining()) {
      return;
    }
    draft.note(
        AuditLineBuilder.of(
                Kind.DEFINITION, AuditRule.M, "definition " + pending.version() + " is withdrawn")
            .with(AuditDetail.WITHDRAWN, pending.version())
            .with(AuditDetail.WHY, why));
    take(draft, draft.effective().orElseThrow().withVersion(pending.version() + 1), true);
  }

  /**
   * Notes that a member has read the version on its way. Once only the wait remains it says nothing
   * more: after an override nobody counts as having read, so that the wait stays as long as it is.
   */
  static void acknowledge(ClusterStateBuilder draft, Keepalive fact) {
    Definitions now = draft.definitions;
    if (now.timing()) {
      return;
    }
    boolean read = now.pending().filter(next -> hasRead(fact, next.version())).isPresent();
    boolean member = now.effective().flatMap(in -> in.member(fact.node())).isPresent();
    boolean current =
        draft
            .currentSession(fact.node())
            .filter(session -> session.session().equals(fact.session()))
            .isPresent();
    if (read && member && current && !now.acknowledged().contains(fact.node())) {
      draft.definitions = now.withAcknowledged(fact.node());
    }
  }

  private static boolean hasRead(Keepalive fact, long version) {
    return fact.introduction().filter(told -> told.definitionVersion() >= version).isPresent();
  }

  /** Begins the wait once every member but at most one has read the version on its way. */
  static void progress(ClusterStateBuilder draft) {
    Definitions now = draft.definitions;
    if (now.pending().isEmpty() || now.timing() || now.undefining()) {
      return;
    }
    long missing =
        now.effective().orElseThrow().members().stream()
            .map(Member::node)
            .filter(node -> !now.acknowledged().contains(node))
            .count();
    if (missing <= 1) {
      draft.definitions = now.withTiming();
      draft.note(
          AuditLineBuilder.of(
                  Kind.DEFINITION,
                  AuditRule.M,
                  "enough members have read the definition; waiting for promises and leases to end")
              .with(AuditDetail.VERSION, now.latestVersion())
              .with(AuditDetail.READ_BY, now.acknowledged().toString()));
    }
  }

  /** The wait is over: every promise made under the versions before has run out. */
  static void timer(ClusterStateBuilder draft, long version) {
    Definitions now = draft.definitions;
    if (now.timing() && now.latestVersion() == version) {
      ClusterDefinition next = now.pending().orElseThrow();
      draft.definitions = now.withInForce(next);
      noteInForce(draft, next);
    }
  }

  /**
   * Returns the command by which keepers learn the present definition; empty if there never was
   * one.
   */
  static Optional<Command> current(Definitions definitions) {
    Optional<Command> defined =
        definitions.latest().map(latest -> new Command.Define(latest, definitions.timing()));
    return defined.isPresent() || definitions.retired() == 0
        ? defined
        : Optional.of(new Command.Undefine(definitions.retired()));
  }

  /** What failed under the definition before may succeed under this one. */
  private static void noteInForce(ClusterStateBuilder draft, ClusterDefinition definition) {
    draft.nodes.values().stream()
        .filter(node -> node.failedTake().isPresent())
        .forEach(node -> draft.put(node.withFailedAt(Optional.empty())));
    draft.note(
        AuditLineBuilder.of(
                Kind.DEFINITION, AuditRule.M, "definition " + definition.version() + " is in force")
            .with(AuditDetail.VERSION, definition.version())
            .with(
                AuditDetail.MEMBERS,
                definition.members().stream().map(Member::node).toList().toString())
            .with(AuditDetail.VIPS, definition.vips().toString()));
  }
}
