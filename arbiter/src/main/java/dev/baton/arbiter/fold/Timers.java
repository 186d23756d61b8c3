package dev.baton.arbiter.fold;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.NodeState;

/** Handles the ends of waits. Each is void unless the state still asks for exactly this wait. */
final class Timers {

  private Timers() {}

  static void timer(ClusterStateBuilder draft, Fact.Timer fact) {
    switch (fact.name()) {
      case Deadlines.SETTLE_TIMER -> settled(draft, fact.version());
      case Deadlines.FAILBACK_TIMER -> HolderReview.failbackTimer(draft, fact.version());
      case Deadlines.DEMOTE_TIMER -> Moves.demoteTimer(draft, fact.version());
      case Deadlines.PROMOTE_TIMER -> Moves.promoteTimer(draft, fact.version());
      case Deadlines.DEFINITION_TIMER -> Membership.timer(draft, fact.version());
      case Deadlines.GHOST_TIMER -> Holdovers.timer(draft, fact.version());
      case Deadlines.GAP_TIMER -> LogLosses.timer(draft, fact.version());
      default -> nodeTimer(draft, fact);
    }
  }

  private static void settled(ClusterStateBuilder draft, long version) {
    draft.settled = !draft.settling.equals(Position.NONE) && draft.settling.offset() == version;
  }

  private static void nodeTimer(ClusterStateBuilder draft, Fact.Timer fact) {
    for (NodeState node : draft.nodes.values()) {
      NodeId name = node.node();
      if (Deadlines.healthTimer(name).equals(fact.name())) {
        Nodes.healthTimer(draft, name, fact.version());
      } else if (Deadlines.retryTimer(name).equals(fact.name())) {
        Moves.retryTimer(draft, node, fact.version());
      }
    }
  }
}
