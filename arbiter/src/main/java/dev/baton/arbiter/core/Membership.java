package dev.baton.arbiter.core;

import dev.baton.model.AuditEntry.Kind;
import dev.baton.model.ClusterDefinition;
import dev.baton.model.Command;
import dev.baton.model.Definitions;
import dev.baton.model.Fact.Defined;
import dev.baton.model.Fact.Keepalive;
import dev.baton.model.Member;
import dev.baton.model.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rule M: a change of members takes effect in two steps. */
final class Membership {

  private Membership() {}

  static void defined(Draft draft, Defined fact) {
    Optional<Refusal> refusal = refusal(draft, fact.definition());
    Note answer =
        Note.of(
                Kind.DEFINITION,
                "M",
                refusal
                    .map(why -> "definition refused")
                    .orElse("definition " + fact.definition().version() + " taken"))
            .with("request", fact.id())
            .with("by", fact.by())
            .with("version", fact.definition().version())
            .with("answer", refusal.isPresent() ? "refused" : "accepted");
    draft.note(refusal.map(why -> explained(draft, fact, answer, why)).orElse(answer));
    if (refusal.isEmpty()) {
      take(draft, fact.definition());
    }
  }

  private static Note explained(Draft draft, Defined fact, Note answer, Refusal why) {
    Note refused = answer.with("refusal", why);
    return why == Refusal.VIP_CLASHES
        ? refused.with("clash", Hosts.clash(draft.state(), fact.definition()).orElseThrow())
        : refused;
  }

  private static Optional<Refusal> refusal(Draft draft, ClusterDefinition definition) {
    if (!definition.cluster().equals(draft.cluster)) {
      return Optional.of(Refusal.WRONG_CLUSTER);
    }
    if (draft.quarantine.isPresent()) {
      return Optional.of(Refusal.QUARANTINED);
    }
    if (draft.definitions.pending().isPresent()) {
      return Optional.of(Refusal.DEFINITION_UNDER_WAY);
    }
    if (definition.version() != draft.definitions.latestVersion() + 1) {
      return Optional.of(Refusal.STALE_VERSION);
    }
    return Hosts.clash(draft.state(), definition).map(why -> Refusal.VIP_CLASHES);
  }

  private static void take(Draft draft, ClusterDefinition definition) {
    draft.order(new Command.Define(definition));
    Placements.forgetChanged(draft, draft.definitions.latest(), definition);
    Optional<ClusterDefinition> latest = Optional.of(definition);
    if (draft.effective().isEmpty()) {
      draft.definitions = new Definitions(latest, Optional.empty(), new TreeSet<>(), false);
      noteInForce(draft, definition);
    } else {
      draft.definitions = new Definitions(draft.effective(), latest, new TreeSet<>(), false);
    }
  }

  /** Notes that a member has read the version on its way. */
  static void acknowledge(Draft draft, Keepalive fact) {
    Definitions now = draft.definitions;
    boolean read = now.pending().filter(next -> hasRead(fact, next.version())).isPresent();
    boolean member = now.effective().flatMap(in -> in.member(fact.node())).isPresent();
    boolean current =
        draft
            .currentSession(fact.node())
            .filter(session -> session.session().equals(fact.session()))
            .isPresent();
    if (read && member && current && !now.acknowledged().contains(fact.node())) {
      SortedSet<NodeId> acknowledged = new TreeSet<>(now.acknowledged());
      acknowledged.add(fact.node());
      draft.definitions =
          new Definitions(now.effective(), now.pending(), acknowledged, now.timing());
    }
  }

  private static boolean hasRead(Keepalive fact, long version) {
    return fact.introduction().filter(told -> told.definitionVersion() >= version).isPresent();
  }

  /** Begins the wait once every member but at most one has read the version on its way. */
  static void progress(Draft draft) {
    Definitions now = draft.definitions;
    if (now.pending().isEmpty() || now.timing()) {
      return;
    }
    long missing =
        now.effective().orElseThrow().members().stream()
            .map(Member::node)
            .filter(node -> !now.acknowledged().contains(node))
            .count();
    if (missing <= 1) {
      draft.definitions = new Definitions(now.effective(), now.pending(), now.acknowledged(), true);
      draft.note(
          Note.of(Kind.DEFINITION, "M", "enough members have read the definition; waiting a lease")
              .with("version", now.latestVersion())
              .with("read-by", now.acknowledged()));
    }
  }

  /** The wait is over: every promise made under the version before has run out. */
  static void timer(Draft draft, long version) {
    Definitions now = draft.definitions;
    if (now.timing() && now.latestVersion() == version) {
      draft.definitions = new Definitions(now.pending(), Optional.empty(), new TreeSet<>(), false);
      noteInForce(draft, now.pending().orElseThrow());
    }
  }

  /** What failed under the definition before may succeed under this one. */
  private static void noteInForce(Draft draft, ClusterDefinition definition) {
    List.copyOf(draft.nodes.values()).stream()
        .filter(node -> node.failedTake().isPresent())
        .forEach(node -> draft.put(node.withFailedAt(Optional.empty())));
    draft.note(
        Note.of(Kind.DEFINITION, "M", "definition " + definition.version() + " is in force")
            .with("version", definition.version())
            .with("members", definition.members().stream().map(Member::node).toList())
            .with("vips", definition.vips()));
  }
}
