package dev.baton.arbiter.fold;

import dev.baton.model.command.Command;
import dev.baton.model.state.SessionState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Rule D: tells members where they hear one another, and by which sessions they talk. */
final class Peers {
  private Peers() {}

  /** Tells it when it has changed. Nearly every record only renews a session. */
  static void tell(ClusterStateBuilder draft, Collection<SessionState> before) {
    if (draft.onlyRenewed) {
      return;
    }
    List<Command.Peer> now = of(draft, draft.sessions.values());
    if (!now.equals(of(draft, before))) {
      draft.order(new Command.Peers(now));
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
        .filter(live -> live.current() && !live.channel().isEmpty())
        .filter(live -> draft.isNamed(live.node()))
        .map(live -> new Command.Peer(live.node(), live.session(), live.channel()))
        .sorted(Comparator.comparing(Command.Peer::node))
        .toList();
  }
}
