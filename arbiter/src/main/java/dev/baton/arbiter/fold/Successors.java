package dev.baton.arbiter.fold;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Succession;
import dev.baton.model.state.Successor;
import java.time.Duration;
import java.util.Optional;

/**
 * Rule D: while a node holds the VIPs, the next epoch is given to its successor. A number that was
 * given is taken back by its owner alone: by its answer, or by the end of its session.
 */
final class Successors {
  /** How long a node that was withdrawn is not named again, in log time. */
  static final Duration REST = Duration.ofSeconds(1);

  private Successors() {}

  /** Names, keeps or withdraws the successor while somebody holds. */
  static void review(ClusterStateBuilder draft, AssignmentState.Held held) {
    Optional<Successor> standing = draft.succession.successor();
    boolean rested = endRest(draft);
    boolean forgotten = standing.filter(of -> of.generation() != draft.generation).isPresent();
    if (draft.onlyRenewed && !rested && !forgotten) {
      return;
    }
    SuccessorChoice choice = SuccessorChoice.of(draft.state(), draft.rules);
    if (standing.isEmpty()) {
      choice
          .wanted()
          .filter(unused -> choice.reason().isEmpty())
          .ifPresent(next -> name(draft, next));
    } else if (choice.reason().filter(SuccessorChoice.Reason.UNANSWERED::equals).isEmpty()) {
      keepOrWithdraw(draft, standing.orElseThrow(), choice.wanted(), forgotten);
    }
  }

  private static void keepOrWithdraw(
      ClusterStateBuilder draft,
      Successor standing,
      Optional<SessionState> wanted,
      boolean forgotten) {
    if (!isOf(standing, wanted)) {
      withdraw(draft, "another is wanted, or nobody");
    } else if (forgotten) {
      nameAgain(draft, standing.namedIn(draft.generation));
    }
  }

  private static boolean mayName(ClusterStateBuilder draft) {
    return SuccessorChoice.forbidden(draft.definitions).isEmpty();
  }

  /** Forgets that a node was withdrawn, if that is long enough ago; tells whether it did. */
  private static boolean endRest(ClusterStateBuilder draft) {
    boolean over =
        draft
            .succession
            .rest()
            .map(rest -> Duration.between(rest.since(), draft.when))
            // Less than nothing: a broker's clock was set back since.
            .filter(rested -> rested.isNegative() || rested.compareTo(REST) >= 0)
            .isPresent();
    if (over) {
      draft.succession = draft.succession.rested();
    }
    return over;
  }

  private static boolean isOf(Successor standing, Optional<SessionState> wanted) {
    return wanted.filter(next -> next.session().equals(standing.session())).isPresent();
  }

  private static void name(ClusterStateBuilder draft, SessionState next) {
    Epoch number = draft.nextEpoch();
    Successor named =
        new Successor(
            number, draft.epoch, next.node(), next.session(), draft.when, draft.generation, false);
    draft.succession = draft.succession.named(named);
    draft.order(next(named), line(named, "stands ready to take the VIPs"));
  }

  /** Records of another cluster were lost, and keepers forget names by that. */
  private static void nameAgain(ClusterStateBuilder draft, Successor named) {
    draft.succession = draft.succession.named(named);
    draft.order(next(named), line(named, "stands ready to take the VIPs, as before the loss"));
  }

  private static Command next(Successor named) {
    return new Command.Next(named.epoch(), named.after(), named.node(), named.session());
  }

  private static void withdraw(ClusterStateBuilder draft, String why) {
    Successor standing = draft.succession.successor().orElseThrow();
    draft.succession = draft.succession.withdrawn(draft.when);
    draft.order(
        new Command.Release(standing.epoch(), standing.node(), standing.session()),
        line(standing, "shall not stand ready any more: " + why));
  }

  private static AuditLineBuilder line(Successor of, String what) {
    return AuditLineBuilder.of(Kind.COMMAND, AuditRule.D, of.node() + " " + what)
        .at(of.epoch())
        .about(of.node())
        .with(AuditDetail.SESSION, of.session());
  }

  /**
   * Makes ready that the holder is told to let go: the next one is named, and nobody else is.
   *
   * @return false while another successor has to answer first: it would take the VIPs
   */
  static boolean prepare(ClusterStateBuilder draft, Optional<NodeId> next) {
    Optional<SessionState> wanted = next.flatMap(draft::currentSession);
    Optional<Successor> standing = draft.succession.successor();
    if (standing.isEmpty()) {
      wanted.filter(unused -> mayName(draft)).ifPresent(session -> name(draft, session));
      return true;
    }
    return keepOnly(draft, standing.orElseThrow(), wanted);
  }

  /**
   * Tells whether the standing successor is this one. Any other is withdrawn, and nobody may be
   * given a number before it has answered.
   */
  static boolean keepOnly(
      ClusterStateBuilder draft, Successor standing, Optional<SessionState> wanted) {
    boolean stays = !standing.withdrawn() && isOf(standing, wanted) && mayName(draft);
    if (!stays && !standing.withdrawn()) {
      withdraw(draft, "another is wanted, or nobody");
    }
    return stays;
  }

  /** While the holder lets go: a successor that is not fit any more is withdrawn. */
  static void reviewFitness(ClusterStateBuilder draft) {
    draft
        .succession
        .successor()
        .filter(standing -> !standing.withdrawn())
        .filter(standing -> !Policy.isEligible(draft.state(), standing.node()))
        .ifPresent(standing -> withdraw(draft, "it cannot hold them now"));
  }

  /**
   * A session that must have no number is there. If a successor stands, it is withdrawn.
   *
   * @return whether nobody stands
   */
  static boolean isNobody(ClusterStateBuilder draft) {
    return draft
        .succession
        .successor()
        .map(standing -> keepOnly(draft, standing, Optional.empty()))
        .isEmpty();
  }

  /** Returns the number to assign to a session: its own if it is the successor. */
  static Epoch number(ClusterStateBuilder draft, SessionId session) {
    return draft
        .succession
        .successor()
        .filter(standing -> standing.session().equals(session))
        .map(Successor::epoch)
        .orElseGet(draft::nextEpoch);
  }

  /**
   * The successor's keeper says something about its number.
   *
   * @return whether that was all: it gave the number up, maybe once more, and never opened it
   */
  static boolean released(ClusterStateBuilder draft, Fact.Released fact) {
    Optional<Successor> by =
        standing(draft, fact.node(), fact.epoch())
            .filter(of -> of.session().equals(fact.session()));
    if (by.isEmpty()) {
      boolean given = fact.epoch().isAfter(draft.epoch) && draft.nextEpoch().isAfter(fact.epoch());
      return given && !fact.held();
    }
    if (!fact.held()) {
      over(draft, by.orElseThrow(), "gave its epoch up and never held it");
      return true;
    }
    took(draft, by.orElseThrow());
    return false;
  }

  /** The successor has taken the VIPs, if this is its node and its number. */
  static void acquired(ClusterStateBuilder draft, NodeId node, Epoch epoch) {
    standing(draft, node, epoch).ifPresent(of -> took(draft, of));
  }

  /**
   * The successor says in a keepalive that it holds, or that it has held: it has seen its number,
   * which nobody else can have given it.
   */
  static void keepalive(ClusterStateBuilder draft, Fact.Keepalive fact) {
    draft
        .succession
        .successor()
        .filter(of -> of.session().equals(fact.session()))
        .filter(of -> of.epoch().equals(Epoch.max(fact.holding(), fact.highestSeen())))
        .ifPresent(of -> took(draft, of));
  }

  private static Optional<Successor> standing(ClusterStateBuilder draft, NodeId node, Epoch epoch) {
    return draft
        .succession
        .successor()
        .filter(of -> of.node().equals(node))
        .filter(of -> of.epoch().equals(epoch));
  }

  /**
   * The successor opened its gate on the holder's word, so the holder has let go. This is as good
   * as the holder's {@code released} and an assignment. If it was withdrawn meanwhile, it holds and
   * is about to let go.
   */
  private static void took(ClusterStateBuilder draft, Successor of) {
    if (AssignmentStates.suspended(draft.assignment).isPresent()) {
      // The end of the gap finds who holds.
      return;
    }
    SessionState session = draft.session(of.session()).orElseThrow();
    Optional<AssignmentStates.Holder> holder = AssignmentStates.holder(draft.assignment);
    if (holder.isPresent()) {
      Moves.leave(draft, Ending.RELEASED, MoveReason.RELEASED_BY_HOLDER);
    }
    if (holder.filter(before -> !before.releasing()).isPresent()) {
      Optional<Epoch> ended = Optional.of(draft.epoch);
      draft.move = draft.move.map(begun -> begun.withUnreported(ended));
    }
    NextHolder.assign(draft, session, Ending.RELEASED);
    if (of.withdrawn()) {
      draft.assignment = new AssignmentState.Releasing(of.node(), of.session(), true);
    }
  }

  /** The session is over, and with it the successor that it may have been. */
  static void sessionEnded(ClusterStateBuilder draft, SessionState session) {
    draft
        .succession
        .successor()
        .filter(of -> of.session().equals(session.session()))
        .ifPresent(of -> over(draft, of, "stands ready no more: its session is over"));
  }

  private static void over(ClusterStateBuilder draft, Successor of, String what) {
    draft.succession = draft.succession.over();
    draft.note(line(of, what));
  }

  /**
   * Records may be lost (rule B): the name counts no more. Its owner may not know that yet and take
   * the VIPs, so what its session says counts, and is waited for, until the gap is over.
   */
  static void voidName(ClusterStateBuilder draft) {
    draft.succession = draft.succession.voided();
  }

  /** The gap is over: every session has said what it holds. */
  static void gapOver(ClusterStateBuilder draft) {
    draft.succession = draft.succession.over();
  }

  /** Returns what is remembered once a session was assigned. */
  static Succession after(ClusterStateBuilder draft, SessionId assigned) {
    boolean own =
        draft.succession.successor().filter(of -> of.session().equals(assigned)).isPresent();
    return (own ? draft.succession.over() : draft.succession).risenTo(draft.epoch);
  }
}
