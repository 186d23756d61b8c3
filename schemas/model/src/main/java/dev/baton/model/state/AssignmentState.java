package dev.baton.model.state;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import java.time.Duration;
import java.util.Optional;

/**
 * To which node the VIPs of a cluster are assigned, and how far a move has come. The steps of a
 * move: {@link Held} to {@link Releasing} to ({@link Demoting}) to {@link Unassigned} to ({@link
 * Promoting}) to {@link Held}. The death of a session leads from {@link Held} or {@link Releasing}
 * on as a release does.
 */
public sealed interface AssignmentState {

  /** Calls the case for this kind of assignment. */
  <R> R match(Cases<R> cases);

  /** Returns the node to which the present epoch is assigned; empty if that assignment is over. */
  default Optional<NodeId> assignee() {
    return Optional.empty();
  }

  /**
   * One branch per kind of assignment.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Nobody. */
    R unassigned(Unassigned assignment);

    /** The next holder runs its promote script. */
    R promoting(Promoting assignment);

    /** Somebody. */
    R held(Held assignment);

    /** Somebody who was told to let go. */
    R releasing(Releasing assignment);

    /** Nobody; the last holder runs its demote script. */
    R demoting(Demoting assignment);

    /** Nobody may be assigned: acknowledged records may have been lost. */
    R suspended(Suspended assignment);
  }

  /**
   * Nobody has the VIPs, and the next may be assigned.
   *
   * @param ended how the present epoch came to its end
   */
  record Unassigned(Command.Ending ended) implements AssignmentState {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unassigned(this);
    }
  }

  /**
   * Nobody has the VIPs; the node was told to run its promote script and will be assigned after it.
   *
   * @param node the next holder
   * @param session its session
   * @param ended how the present epoch came to its end
   * @param since where the fact stands that started the script; identifies its timer
   */
  record Promoting(NodeId node, SessionId session, Command.Ending ended, Position since)
      implements AssignmentState {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.promoting(this);
    }
  }

  /**
   * The present epoch is assigned to this node.
   *
   * @param node the holder
   * @param session the session to which it is assigned
   * @param confirmed whether the keeper has reported that it opened its gate
   */
  record Held(NodeId node, SessionId session, boolean confirmed) implements AssignmentState {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.held(this);
    }

    @Override
    public Optional<NodeId> assignee() {
      return Optional.of(node);
    }
  }

  /**
   * The holder is to let go, and has not reported yet that it did.
   *
   * @param node the holder
   * @param session the session to which the present epoch is assigned
   * @param told whether it was told so. It is not while a successor that is not wanted any more has
   *     not given its epoch up yet (rule D): that one would take the VIPs
   */
  record Releasing(NodeId node, SessionId session, boolean told) implements AssignmentState {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.releasing(this);
    }

    @Override
    public Optional<NodeId> assignee() {
      return Optional.of(node);
    }
  }

  /**
   * Nobody has the VIPs; the node that let go runs its demote script.
   *
   * @param node the node that let go
   * @param ended how the present epoch came to its end
   * @param since where the fact stands that started the script; identifies its timer
   */
  record Demoting(NodeId node, Command.Ending ended, Position since) implements AssignmentState {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.demoting(this);
    }
  }

  /**
   * Acknowledged records may have been lost: nobody is assigned until every lease of that time has
   * run out (rule B).
   *
   * @param number the number of this loss, which identifies its timer
   * @param holder the session whose keepalive said that it holds; empty if none did
   * @param longest the longest lease in brief keepalives of unknown sessions that said that they
   *     hold; empty if there was none
   */
  record Suspended(long number, Optional<SessionId> holder, Optional<Duration> longest)
      implements AssignmentState {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.suspended(this);
    }
  }
}
