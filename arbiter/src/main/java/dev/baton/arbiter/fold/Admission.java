package dev.baton.arbiter.fold;

import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.BindingCatalog;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Fact.Defined;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Decides whether a definition is accepted (rule M). */
final class Admission {

  private Admission() {}

  /**
   * Why a definition is refused.
   *
   * @param reason the reason as a word
   * @param what the reason with the values, for people
   */
  record Refused(Refusal reason, String what) {}

  /** Returns why a definition is refused; empty if it is accepted. */
  static Optional<Refused> refusal(ClusterStateBuilder draft, Defined fact) {
    return step(draft, fact)
        .or(() -> binding(fact.definition()))
        .or(() -> vip(draft, fact.definition()))
        .or(() -> clash(draft, fact.definition()));
  }

  /** Whether it may follow the present definition. */
  private static Optional<Refused> step(ClusterStateBuilder draft, Defined fact) {
    ClusterDefinition next = fact.definition();
    Definitions now = draft.definitions;
    if (!next.cluster().equals(draft.cluster)) {
      return refused(
          Refusal.WRONG_CLUSTER, "it is of " + next.cluster() + ", the key is " + draft.cluster);
    }
    if (draft.quarantine.isPresent()) {
      return refused(Refusal.QUARANTINED, "the cluster is in quarantine; lift that first");
    }
    if (now.undefining()) {
      return refused(
          Refusal.UNDEFINING, "the cluster is being undefined; its holder lets go first");
    }
    if (now.pending().isPresent() && !fact.override()) {
      return refused(
          Refusal.DEFINITION_UNDER_WAY,
          "version " + now.latestVersion() + " is under way; override it, or wait for it");
    }
    // A version that members have read already is handed in again if it was lost (rule B).
    long newest = draft.state().nextVersion(next.members());
    return next.version() > now.latestVersion() && next.version() <= newest
        ? Optional.empty()
        : refused(Refusal.STALE_VERSION, "it is version " + next.version() + ", next is " + newest);
  }

  private static Optional<Refused> binding(ClusterDefinition next) {
    SortedSet<String> nodes = new TreeSet<>();
    next.members().forEach((Member member) -> nodes.add(member.node().value()));
    for (Binding binding : next.bindings()) {
      List<BindingCatalog.Complaint> complaints = BindingCatalog.complaints(binding, nodes);
      if (!complaints.isEmpty()) {
        BindingCatalog.Complaint first = complaints.get(0);
        return refused(
            Refusal.BINDING,
            "binding " + binding.kind() + ": " + first.field() + ": " + first.what());
      }
    }
    return Optional.empty();
  }

  /**
   * Refuses a VIP of another cluster, because two clusters that hold the same VIP would be two
   * holders.
   */
  private static Optional<Refused> vip(ClusterStateBuilder draft, ClusterDefinition next) {
    for (ClusterState other : draft.others) {
      for (Vip vip : next.vips()) {
        if (other.definitions().hasVip(vip) && !other.cluster().equals(draft.cluster)) {
          return refused(
              Refusal.VIP_OF_ANOTHER_CLUSTER, vip + " is a VIP of cluster " + other.cluster());
        }
      }
    }
    return Optional.empty();
  }

  /** Rule V. */
  private static Optional<Refused> clash(ClusterStateBuilder draft, ClusterDefinition next) {
    return Hosts.clash(draft.state(), next).map(why -> new Refused(Refusal.VIP_CLASHES, why));
  }

  private static Optional<Refused> refused(Refusal reason, String what) {
    return Optional.of(new Refused(reason, what));
  }
}
