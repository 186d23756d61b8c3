package dev.baton.model.command;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.HookPlan;
import java.time.Duration;
import java.util.List;

/**
 * A decision: an output of the fold, or a partition leader's tick. Arbiters write it to the
 * commands topic.
 */
public sealed interface Command {

  /** Calls the case for this kind of command. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind of command.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Let go. */
    R release(Release command);

    /** Take. */
    R assign(Assign command);

    /** Take when the holder says that it has let go. */
    R next(Next command);

    /** These are the members that have a session. */
    R peers(Peers command);

    /** Your session is over. */
    R dead(Dead command);

    /** The cluster is defined thus. */
    R define(Define command);

    /** The cluster is defined no more. */
    R undefine(Undefine command);

    /** Run the demote script. */
    R demote(Demote command);

    /** Run the promote script. */
    R promote(Promote command);

    /** A leader folds. */
    R tick(Tick command);
  }

  /** How the assignment before this one ended. */
  enum Ending {
    /** There was none. */
    FIRST,
    /** Its keeper wrote {@code released}. */
    RELEASED,
    /** An arbiter expired its session. */
    EXPIRED,
    /** Its session was closed by its own keeper or installation, gate shut. */
    CLOSED,
    /** It did not: its keeper goes on with the same epoch in a new session (rule H). */
    CARRIED
  }

  /**
   * The holder shall shut its gate, append {@code released} and take the addresses away.
   *
   * @param epoch the epoch to let go
   * @param node its holder
   * @param session the session that holds it
   */
  record Release(Epoch epoch, NodeId node, SessionId session) implements Command {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.release(this);
    }
  }

  /**
   * The node shall add the addresses, open its gate and append {@code acquired}.
   *
   * @param epoch the new epoch
   * @param node the new holder
   * @param session the only session that may act on this
   * @param ended how the assignment before ended
   * @param predecessor the epoch of that assignment
   */
  record Assign(Epoch epoch, NodeId node, SessionId session, Ending ended, Epoch predecessor)
      implements Command {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.assign(this);
    }
  }

  /**
   * The node is the standing successor (rule D): it shall take the VIPs, under that epoch, as soon
   * as it hears from the holder itself that this one has let go. A {@link Release} of the epoch
   * takes this back; the node answers that, also if it never took them.
   *
   * @param epoch the epoch that belongs to the node from now on
   * @param after the epoch whose end it waits for
   * @param node the successor
   * @param session the only session that may act on this
   */
  record Next(Epoch epoch, Epoch after, NodeId node, SessionId session) implements Command {
    /** Checks the order of the epochs. */
    public Next {
      if (!epoch.isAfter(after)) {
        throw new IllegalArgumentException("epoch: " + epoch + " is not after " + after);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.next(this);
    }
  }

  /**
   * These are the members that have a session, and where those that have a channel hear (rules D
   * and H). It comes whenever one of them changes.
   *
   * @param members in the order of their names; at most 64
   */
  record Peers(List<Peer> members) implements Command {
    /** Freezes the list. */
    public Peers {
      members = List.copyOf(members);
      Ranges.require("members: length", members.size(), 0, 64);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.peers(this);
    }
  }

  /**
   * A member that has a session.
   *
   * @param node which
   * @param session its present session
   * @param channel where it hears; none to {@link MemberAddress#MOST}
   */
  record Peer(NodeId node, SessionId session, List<MemberAddress> channel) {
    /** Freezes the list. */
    public Peer {
      channel = List.copyOf(channel);
      Ranges.require("channel: length", channel.size(), 0, MemberAddress.MOST);
    }
  }

  /**
   * This session is over for good. If its keeper still lives, it shuts its gate and draws a new
   * session.
   *
   * @param session which
   */
  record Dead(SessionId session) implements Command {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.dead(this);
    }
  }

  /**
   * This is the cluster's definition. Keepers report in their keepalives that they have read it.
   *
   * @param definition the whole definition
   * @param override whether it took the place of one under way. Arbiters need this to hand it in
   *     again if the events lost it (rule B); keepers ignore it
   */
  record Define(ClusterDefinition definition, boolean override) implements Command {

    /** A definition that members read before it counts. */
    public Define(ClusterDefinition definition) {
      this(definition, false);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.define(this);
    }
  }

  /**
   * The cluster has no definition any more, and nobody holds. Keepers end their sessions, remove
   * what they put, and wait for a definition of a later version.
   *
   * @param version counts like a definition's
   */
  record Undefine(long version) implements Command {

    /** Checks the version. */
    public Undefine {
      if (version < 1) {
        throw new IllegalArgumentException("version: " + version + " is less than 1");
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.undefine(this);
    }
  }

  /**
   * The node that let go shall run its demote script.
   *
   * @param epoch the epoch it held
   * @param node which
   * @param timeout after which the script is killed; 100 ms to 1 h
   */
  record Demote(Epoch epoch, NodeId node, Duration timeout) implements Command {
    /** Checks the range. */
    public Demote {
      HookPlan.require("timeout", timeout);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.demote(this);
    }
  }

  /**
   * The next holder shall run its promote script.
   *
   * @param epoch the epoch it will be assigned
   * @param node which
   * @param timeout after which the script is killed; 100 ms to 1 h
   */
  record Promote(Epoch epoch, NodeId node, Duration timeout) implements Command {
    /** Checks the range. */
    public Promote {
      HookPlan.require("timeout", timeout);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.promote(this);
    }
  }

  /**
   * A partition leader is alive and folds this partition. Not an output of the fold; its source is
   * the position folded up to.
   *
   * @param arbiter the partition leader
   * @param term grows by one with each takeover; of two leaders the one of the higher term, or of
   *     the earlier first tick within one term, goes on
   * @param foldedUpTo the last position it has folded
   */
  record Tick(ArbiterId arbiter, long term, Position foldedUpTo) implements Command {
    /** Checks the range. */
    public Tick {
      Ranges.require("term", term, 0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tick(this);
    }
  }
}
