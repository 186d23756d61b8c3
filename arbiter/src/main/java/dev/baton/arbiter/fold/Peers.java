package dev.baton.arbiter.fold;

import dev.baton.model.command.Command;
import dev.baton.model.state.SessionState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Rules D and H: tells members who has a session, and where they hear one another. */
final class Peers {
  private Peers() {}

  /**
   * Tells it when it has changed. Nearly every record only renews a session. It comes before the
   * other commands of a record, so that a keeper that is given an epoch knows whose place it takes.
   */
  static void tell(ClusterStateBuilder draft, Collection<SessionState> before) {
    if (draft.onlyRenewed) {
      return;
    }
    List<Command.Peer> now = of(draft, draft.sessions.values());
    if (!now.equals(of(draft, before))) {
      draft.orderFirst(new Command.Peers(now));
    }
  }

  /** Tells it again, because the command may be lost. */
  static void tellAgain(ClusterStateBuilder draft) {
    List<Command.Peer> now = of(draft, draft.sessions.values());
    if (!now.isEmpty()) {
      draft.order(new Command.Peers(now));
    }
  }

  private static List<Command.Peer> of(
      ClusterStateBuilder draft, Collection<SessionState> sessions) {
    return sessions.stream()
        .filter(SessionState::current)
        .filter(live -> draft.isNamed(live.node()))
        .map(live -> new Command.Peer(live.node(), live.session(), live.channel()))
        .sorted(Comparator.comparing(Command.Peer::node))
        .toList();
  }
}
