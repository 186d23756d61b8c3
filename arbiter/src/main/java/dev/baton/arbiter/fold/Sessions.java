package dev.baton.arbiter.fold;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.fact.Fact.Expire;
import dev.baton.model.fact.Fact.Keepalive;
import dev.baton.model.fact.Fact.SessionClosed;
import dev.baton.model.fact.Introduction;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.SessionState;
import java.util.Comparator;
import java.util.Optional;

/** How sessions begin and end: rules C and E, and what else a keepalive shows. */
final class Sessions {
  private Sessions() {}

  static void keepalive(ClusterStateBuilder draft, Keepalive fact) {
    if (draft.isDead(fact.session())) {
      // Once dead, always dead.
      draft.order(new Command.Dead(fact.session()));
      return;
    }
    Optional<SessionState> known = draft.session(fact.session());
    if (known.filter(live -> !isOf(live, fact)).isPresent()) {
      // Another node, or another installation, uses this session's name.
      return;
    }
    if (known.isPresent()) {
      renew(draft, known.orElseThrow(), fact);
    } else if (!begin(draft, fact)) {
      return;
    }
    Successors.keepalive(draft, fact);
    Holdovers.keepalive(draft, fact);
    LogLosses.keepalive(draft, fact);
    CommandRedelivery.keepalive(draft, fact);
    Membership.acknowledge(draft, fact);
  }

  /**
   * Tells whether a keepalive comes from the session's node, and from its installation if the
   * keepalive names one.
   */
  private static boolean isOf(SessionState live, Keepalive fact) {
    return live.node().equals(fact.node())
        && fact.introduction().stream().allMatch(told -> told.install().equals(live.install()));
  }

  private static void renew(ClusterStateBuilder draft, SessionState known, Keepalive fact) {
    noteAbility(draft, known.unable(), fact);
    draft.put(
        new SessionState(
            known.session(),
            known.node(),
            known.install(),
            known.current(),
            draft.position,
            known.lease(),
            fact.holding(),
            fact.introduction()
                .map(told -> Math.max(known.definitionVersion(), told.definitionVersion()))
                .orElse(known.definitionVersion()),
            fact.introduction().map(Introduction::enforcement).orElse(known.enforcement()),
            false,
            known.behind(),
            fact.generation(),
            fact.introduction().map(Introduction::channel).orElse(known.channel()),
            fact.unable(),
            Holdovers.roster(known.roster(), fact)));
    draft.onlyRenewed = draft.session(fact.session()).filter(known::isLike).isPresent();
  }

  /** Reports once that a keeper's host cannot carry the VIPs, and once that it can again. */
  private static void noteAbility(
      ClusterStateBuilder draft, Optional<String> before, Keepalive fact) {
    if (!before.equals(fact.unable())) {
      draft.note(
          AuditLineBuilder.of(
                  Kind.HEALTH,
                  AuditRule.UNABLE,
                  fact.node()
                      + fact.unable()
                          .map(why -> " cannot carry the VIPs: " + why)
                          .orElse(" can carry the VIPs again"))
              .about(fact.node()));
    }
  }

  /**
   * Accepts an unknown session. Returns false if it does not: it then puts out {@code dead}, or
   * waits for the session's next full keepalive.
   */
  private static boolean begin(ClusterStateBuilder draft, Keepalive fact) {
    boolean knownToBegin = fact.first() || LogLosses.isOpenTo(draft, fact);
    if (knownToBegin && fact.introduction().isEmpty()) {
      LogLosses.unintroduced(draft, fact);
      return false;
    }
    Optional<Introduction> told = fact.introduction();
    if (!knownToBegin || !isAdmissible(draft, fact, told.orElseThrow().install())) {
      draft.order(new Command.Dead(fact.session()));
      return false;
    }
    admit(draft, fact, told.orElseThrow());
    return true;
  }

  private static void admit(ClusterStateBuilder draft, Keepalive fact, Introduction told) {
    draft.put(draft.node(fact.node()).withInstall(Optional.of(told.install())));
    boolean goesOn = Holdovers.mayGoOn(draft, fact);
    fact.ended().forEach(ended -> close(draft, fact, ended, goesOn));
    boolean current = draft.currentSession(fact.node()).isEmpty();
    draft.put(
        new SessionState(
            fact.session(),
            fact.node(),
            told.install(),
            current,
            draft.position,
            fact.lease(),
            fact.holding(),
            told.definitionVersion(),
            told.enforcement(),
            false,
            0,
            fact.generation(),
            told.channel(),
            fact.unable(),
            Holdovers.roster(Optional.empty(), fact)));
    draft.note(
        AuditLineBuilder.of(
                Kind.SESSION,
                AuditRule.C,
                current ? "session began" : "session waits for an earlier one of its node to end")
            .about(fact.node())
            .with(AuditDetail.SESSION, fact.session())
            .with(AuditDetail.INSTALL, told.install())
            .with(AuditDetail.LEASE_MS, fact.lease())
            .with(AuditDetail.ENFORCEMENT, told.enforcement()));
    noteAbility(draft, Optional.empty(), fact);
    if (goesOn) {
      Holdovers.carry(draft, fact);
    }
  }

  private static boolean isAdmissible(
      ClusterStateBuilder draft, Keepalive fact, InstallId install) {
    NodeState node = draft.node(fact.node());
    Optional<InstallId> bound = node.install();
    if (bound.isPresent() && !bound.orElseThrow().equals(install)) {
      reportClone(draft, node, fact, install);
      return false;
    }
    return draft.hasRoomForSession(fact.node());
  }

  private static void reportClone(
      ClusterStateBuilder draft, NodeState node, Keepalive fact, InstallId install) {
    if (node.refused().equals(Optional.of(install))) {
      return;
    }
    draft.put(node.withRefused(install));
    draft.note(
        AuditLineBuilder.of(
                Kind.SESSION,
                AuditRule.C,
                "session refused: the node is bound to another installation; is this machine a"
                    + " clone? If it replaces the node, rebind it")
            .about(fact.node())
            .with(AuditDetail.SESSION, fact.session())
            .with(AuditDetail.INSTALL, install)
            .with(AuditDetail.BOUND_TO, node.install().map(InstallId::toString).orElse("")));
  }

  /**
   * A successor of the same installation names a session as ended. Its gate is shut, unless the
   * successor says that it holds.
   *
   * @param goesOn whether the successor goes on with the epoch that a session of its node holds
   */
  private static void close(
      ClusterStateBuilder draft, Keepalive successor, SessionId ended, boolean goesOn) {
    boolean shut = successor.holding().equals(Epoch.NONE);
    Optional<SessionState> known = draft.session(ended);
    if (known.isEmpty()) {
      // Its keepalive may still come: the producer of a keeper that was killed may have held it up.
      draft.bury(successor.node(), ended);
    } else if (isOf(known.orElseThrow(), successor) && goesOn) {
      draft.order(new Command.Dead(ended));
      forget(draft, known.orElseThrow());
    } else if (isOf(known.orElseThrow(), successor)) {
      end(
          draft,
          known.orElseThrow(),
          shut ? Ending.CLOSED : Ending.EXPIRED,
          "ended by its successor");
    }
    if (shut) {
      Holdovers.closed(
          draft, successor.node(), ended, successor.introduction().map(Introduction::install));
    }
  }

  static void closed(ClusterStateBuilder draft, SessionClosed fact) {
    Holdovers.closed(draft, fact.node(), fact.session(), Optional.empty());
    Optional<SessionState> known = draft.session(fact.session());
    if (known.isEmpty()) {
      draft.bury(fact.node(), fact.session());
    } else if (known.orElseThrow().node().equals(fact.node())) {
      end(draft, known.orElseThrow(), Ending.CLOSED, "closed: " + fact.why());
    }
  }

  /** Rule E: void if the session has sent a keepalive since. */
  static void expire(ClusterStateBuilder draft, Expire fact) {
    draft
        .session(fact.session())
        .filter(known -> known.last().equals(fact.last()))
        .ifPresent(
            known ->
                end(draft, known, Ending.EXPIRED, "expired: not heard for its lease with margin"));
  }

  private static void end(
      ClusterStateBuilder draft, SessionState session, Ending ending, String how) {
    draft.order(new Command.Dead(session.session()));
    draft.note(
        AuditLineBuilder.of(
                Kind.SESSION,
                ending == Ending.EXPIRED ? AuditRule.E : AuditRule.C,
                "session " + how)
            .about(session.node())
            .with(AuditDetail.SESSION, session.session())
            .with(AuditDetail.ENDING, ending)
            .with(AuditDetail.LAST, session.last()));
    forget(draft, session);
    if (ending == Ending.EXPIRED) {
      Holdovers.expired(draft, session);
    }
    Moves.sessionEnded(draft, session, ending);
  }

  /** Removes a session, and makes the next one of its node the current one. */
  static void forget(ClusterStateBuilder draft, SessionState session) {
    draft.bury(session.node(), session.session());
    if (session.current()) {
      draft.sessions.values().stream()
          .filter(other -> other.node().equals(session.node()))
          .min(Comparator.comparing(SessionState::last))
          .ifPresent(next -> draft.put(next.asCurrent()));
    }
  }

  /**
   * A session that holds proves that every earlier one of its node is over, because only a node's
   * current session is assigned. The records that said so were lost.
   */
  static void proveCurrent(ClusterStateBuilder draft, SessionState holding) {
    draft.sessions.values().stream()
        .filter(other -> other.node().equals(holding.node()))
        .filter(other -> !other.session().equals(holding.session()))
        .toList()
        .forEach(
            other -> {
              draft.order(new Command.Dead(other.session()));
              draft.bury(other.node(), other.session());
            });
    draft.put(holding.asCurrent());
  }

  static MoveReason reason(Ending ending) {
    return switch (ending) {
      case EXPIRED -> MoveReason.SESSION_EXPIRED;
      case CLOSED, RELEASED, FIRST, CARRIED -> MoveReason.SESSION_CLOSED;
    };
  }

  /** Tells whether a keepalive has seen something that the fold does not know. */
  static boolean isAhead(ClusterStateBuilder draft, Keepalive fact) {
    return LogLosses.isUnknown(draft, fact.holding())
        || LogLosses.isUnknown(draft, fact.highestSeen())
        || Ranges.isLaterGeneration(draft.generation, fact.generation());
  }
}
