package dev.baton.arbiter.fold;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Fact.Keepalive;
import dev.baton.model.fact.Fact.Released;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.Ghost;
import dev.baton.model.state.Holdover;
import dev.baton.model.state.Roster;
import dev.baton.model.state.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rule H: a holder may go on while Kafka is away. The fold carries its epoch over to its next
 * session, and it keeps from the VIPs whoever the holder may not have asked.
 */
final class Holdovers {
  private Holdovers() {}

  /**
   * Returns whom a session asks after a keepalive of it.
   *
   * @param known whom it asked before
   */
  static Optional<Roster> roster(Optional<Roster> known, Keepalive fact) {
    boolean late = known.filter(said -> fact.sequence() < said.sequence()).isPresent();
    return late
        ? known
        : fact.asks()
            .filter(asks -> !fact.holding().equals(Epoch.NONE))
            .map(asks -> new Roster(fact.sequence(), asks));
  }

  /** That the holder holds proves that no earlier gate is open. */
  static void keepalive(ClusterStateBuilder draft, Keepalive fact) {
    boolean holds = fact.holding().equals(draft.epoch) && isHolder(draft, fact.session());
    if (holds && !draft.holdover.ghosts().isEmpty()) {
      end(draft, ghost -> true, fact.node() + " holds the VIPs");
    }
  }

  /** Whoever was found to hold after a loss proves that no earlier gate is open. */
  static void found(ClusterStateBuilder draft, SessionState holder) {
    end(
        draft,
        ghost -> !ghost.epoch().isAfter(holder.holding()),
        holder.node() + " was found to hold the VIPs");
  }

  private static boolean isHolder(ClusterStateBuilder draft, SessionId session) {
    return AssignmentStates.holder(draft.assignment)
        .filter(holder -> holder.session().equals(session))
        .isPresent();
  }

  /**
   * A session expired. If it may ask fewer than all, its gate may still be open, unless somebody
   * holds a later epoch.
   */
  static void expired(ClusterStateBuilder draft, SessionState session) {
    boolean past =
        session.holding().compareTo(draft.epoch) < 0
            && AssignmentStates.holder(draft.assignment)
                .flatMap(holder -> draft.session(holder.session()))
                .filter(holder -> holder.holding().equals(draft.epoch))
                .isPresent();
    if (session.roster().isPresent() && !past) {
      Ghost.Holder who = new Ghost.Holder(session.node(), session.session(), session.install());
      begin(
          draft,
          new Ghost(session.holding(), Optional.of(who), session.roster().orElseThrow().asks()),
          session.node() + " may go on holding for a while: it asked only some for promises");
    }
  }

  /** Records were lost, and nobody was found to hold: somebody who is not heard may. */
  static void lost(ClusterStateBuilder draft) {
    Duration longest = Deadlines.longestHoldover(draft.state());
    begin(
        draft,
        new Ghost(draft.epoch, Optional.empty(), new Asks(List.of(), longest)),
        "somebody who is not heard may go on holding for a while");
  }

  private static void begin(ClusterStateBuilder draft, Ghost ghost, String why) {
    Holdover now = draft.holdover;
    List<Ghost> all = new ArrayList<>(now.ghosts());
    all.removeIf(other -> node(other).equals(node(ghost)));
    all.add(ghost);
    draft.holdover = new Holdover(all, now.number() + 1);
    draft.note(
        line(ghost, why)
            .with(AuditDetail.ASKED, ghost.asks().nodes().toString())
            .with(AuditDetail.HOLDOVER_MS, ghost.asks().holdover()));
  }

  private static Optional<NodeId> node(Ghost ghost) {
    return ghost.holder().map(Ghost.Holder::node);
  }

  /** The longest time is over for which whoever it was may have gone on. */
  static void timer(ClusterStateBuilder draft, long number) {
    if (draft.holdover.number() == number) {
      end(draft, ghost -> true, "it is not heard for as long as it may go on");
    }
  }

  /** A holder has let go: whoever it was, and whoever came before. */
  static void released(ClusterStateBuilder draft, Released fact) {
    boolean held =
        fact.held()
            && draft.isWitness(fact.node())
            && (!fact.epoch().isAfter(draft.epoch) || LogLosses.isUnknown(draft, fact.epoch()));
    draft
        .session(fact.session())
        .filter(live -> live.node().equals(fact.node()))
        .filter(live -> !live.holding().isAfter(fact.epoch()))
        .ifPresent(live -> draft.put(live.withRoster(Optional.empty())));
    end(draft, ghost -> endsBy(ghost, fact, held), fact.node() + " has let go");
  }

  private static boolean endsBy(Ghost ghost, Released fact, boolean held) {
    boolean own =
        ghost.epoch().equals(fact.epoch())
            && isOf(ghost, fact.node(), fact.session(), Optional.empty());
    return own || (held && !ghost.epoch().isAfter(fact.epoch()));
  }

  /** A session was ended in order, its gate shut. */
  static void closed(
      ClusterStateBuilder draft, NodeId node, SessionId session, Optional<InstallId> by) {
    end(draft, ghost -> isOf(ghost, node, session, by), "its session was closed");
  }

  private static boolean isOf(
      Ghost ghost, NodeId node, SessionId session, Optional<InstallId> install) {
    return ghost
        .holder()
        .filter(holder -> holder.node().equals(node) && holder.session().equals(session))
        .filter(holder -> install.stream().allMatch(holder.install()::equals))
        .isPresent();
  }

  private static void end(ClusterStateBuilder draft, Predicate<Ghost> which, String why) {
    Holdover now = draft.holdover;
    List<Ghost> ended = now.ghosts().stream().filter(which).toList();
    if (!ended.isEmpty()) {
      List<Ghost> left = now.ghosts().stream().filter(ghost -> !ended.contains(ghost)).toList();
      draft.holdover = new Holdover(left, now.number());
      ended.forEach(ghost -> over(draft, ghost, why));
    }
  }

  private static void over(ClusterStateBuilder draft, Ghost ghost, String why) {
    draft.onlyRenewed = false;
    draft.note(line(ghost, "nobody is waited for any more: " + why));
  }

  private static AuditLineBuilder line(Ghost ghost, String what) {
    AuditLineBuilder line = AuditLineBuilder.of(Kind.DECISION, AuditRule.H, what).at(ghost.epoch());
    return ghost.holder().map(holder -> line.about(holder.node())).orElse(line);
  }

  /**
   * Tells whether a node may have the VIPs although another may still hold them: it was asked for
   * promises, so it keeps its own. The node that held may not either: the same installation may run
   * on a copy of the machine. A keeper that starts again on that machine names the session as over,
   * and that ends the wait.
   */
  static boolean allow(ClusterStateBuilder draft, NodeId node) {
    return draft.holdover.ghosts().stream().allMatch(ghost -> ghost.asks().nodes().contains(node));
  }

  /**
   * Tells whether a keeper goes on with the present epoch in a session that begins: it says so, it
   * is not to let go, and nobody else was chosen.
   */
  static boolean mayGoOn(ClusterStateBuilder draft, Keepalive fact) {
    if (fact.holding().equals(Epoch.NONE) || !fact.holding().equals(draft.epoch)) {
      return false;
    }
    boolean alone =
        draft.sessions.values().stream()
            .filter(live -> live.node().equals(fact.node()))
            .allMatch(live -> fact.ended().contains(live.session()));
    boolean holds =
        AssignmentStates.held(draft.assignment)
            .filter(by -> by.node().equals(fact.node()))
            .filter(by -> fact.ended().contains(by.session()))
            .isPresent();
    boolean vacant =
        draft.assignment instanceof AssignmentState.Unassigned
            && draft.lastHolder.equals(Optional.of(fact.node()));
    return alone && (holds || vacant);
  }

  /** It goes on, under the same epoch. */
  static void carry(ClusterStateBuilder draft, Keepalive fact) {
    draft.assignment = new AssignmentState.Held(fact.node(), fact.session(), true);
    draft.unhinder();
    draft.onlyRenewed = false;
    draft.order(
        new Command.Assign(draft.epoch, fact.node(), fact.session(), Ending.CARRIED, draft.epoch),
        AuditLineBuilder.of(
                Kind.COMMAND, AuditRule.H, fact.node() + " has held the VIPs on, and keeps them")
            .at(draft.epoch)
            .about(fact.node())
            .with(AuditDetail.SESSION, fact.session()));
  }
}
