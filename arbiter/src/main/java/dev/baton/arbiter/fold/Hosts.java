package dev.baton.arbiter.fold;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.HostView;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.NodeState;
import java.util.List;
import java.util.Optional;

/** What keepers report of their hosts, and which VIPs clash with it (rule V). */
public final class Hosts {
  private Hosts() {}

  static void report(ClusterStateBuilder draft, HostReport fact) {
    NodeState before = draft.node(fact.node());
    boolean another = before.install().filter(own -> !own.equals(fact.install())).isPresent();
    if (another || !draft.hasRoomFor(fact.node())) {
      return;
    }
    HostView view = fact.view();
    draft.put(before.withHost(view));
    List<HostView.Refused> known = before.host().map(HostView::refusals).orElse(List.of());
    if (!known.equals(view.refusals())) {
      draft.note(line(fact));
    }
    boolean bound = before.install().isPresent();
    if (bound && draft.definitions.isMemberOfAny(fact.node())) {
      draft.definitions.pending().ifPresent(next -> judge(draft, fact, next));
    }
  }

  /** Withdraws a definition on its way if it has a new VIP that a member cannot carry. */
  private static void judge(ClusterStateBuilder draft, HostReport fact, ClusterDefinition next) {
    List<Vip> standing = draft.effective().map(ClusterDefinition::vips).orElse(List.of());
    Optional<HostView.Refused> refused =
        fact.view().refusals().stream()
            .filter(each -> next.vips().contains(each.vip()))
            .filter(each -> !standing.contains(each.vip()))
            .findFirst();
    boolean meant = fact.view().definitionVersion() == next.version();
    if (meant && refused.isPresent()) {
      HostView.Refused why = refused.orElseThrow();
      Membership.withdraw(draft, next, fact.node() + ": " + why.vip() + " " + why.why());
    }
  }

  private static AuditLineBuilder line(HostReport fact) {
    List<HostView.Refused> refusals = fact.view().refusals();
    String what =
        refusals.isEmpty()
            ? fact.node() + " can carry every VIP"
            : fact.node()
                + " does not touch "
                + String.join(", ", refusals.stream().map(each -> each.vip().address()).toList());
    return AuditLineBuilder.of(Kind.INCIDENT, AuditRule.V, what)
        .about(fact.node())
        .with(AuditDetail.VERSION, fact.view().definitionVersion())
        .with(
            AuditDetail.REFUSALS,
            String.join(
                "; ", refusals.stream().map(each -> each.vip() + " " + each.why()).toList()));
  }

  /**
   * Returns why a definition is refused: one of its VIPs clashes with an address that a member's
   * host has on its own. It does not check a VIP and member that the definition in force has too.
   *
   * @return a text for people that names VIP and node; empty if no clash is known
   */
  public static Optional<String> clash(ClusterState state, ClusterDefinition definition) {
    Optional<ClusterDefinition> now = state.definitions().effective();
    for (Member member : definition.members()) {
      Optional<HostView> host = host(state, member.node());
      boolean known = now.flatMap(in -> in.member(member.node())).isPresent();
      for (Vip vip : definition.vips()) {
        boolean standing = known && now.orElseThrow().vips().contains(vip);
        Optional<String> why = standing ? Optional.empty() : host.flatMap(of -> of.clash(vip));
        if (why.isPresent()) {
          return Optional.of(vip + " " + why.orElseThrow() + " of " + member.node());
        }
      }
    }
    return Optional.empty();
  }

  /** Returns another member whose host has a VIP in force on its own. */
  static Optional<NodeId> owner(ClusterState state, NodeId node) {
    ClusterDefinition definition = state.definitions().effective().orElseThrow();
    return definition.members().stream()
        .map(Member::node)
        .filter(other -> !other.equals(node))
        .filter(
            other ->
                host(state, other)
                    .filter(host -> definition.vips().stream().anyMatch(host::owns))
                    .isPresent())
        .findFirst();
  }

  /** Returns how many VIPs in force the node's keeper does not touch. */
  static int refused(ClusterState state, NodeId node) {
    ClusterDefinition definition = state.definitions().effective().orElseThrow();
    return (int)
        definition.vips().stream()
            .filter(vip -> host(state, node).flatMap(host -> host.refusal(vip)).isPresent())
            .count();
  }

  private static Optional<HostView> host(ClusterState state, NodeId node) {
    return Optional.ofNullable(state.nodes().get(node)).flatMap(NodeState::host);
  }
}
