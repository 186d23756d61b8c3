package dev.baton.lease.shell;

import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import java.util.List;
import java.util.Optional;

/**
 * A keeper's direct way to the other members (rules D and H). Anything that goes this way may get
 * lost: a word stands in the log as well, and a question is asked again. All methods return at once
 * and never fail.
 */
public interface MemberLink {
  /** There is none. */
  MemberLink NONE = new NoLink();

  /**
   * Returns where this node hears the other members.
   *
   * @param own the host's own addresses
   * @return none if there is no channel, or no address to announce
   */
  List<MemberAddress> hearsAt(List<HostAddress> own);

  /**
   * Sets by what this node talks.
   *
   * @param session the session by which the others know it from the log, even if it has drawn
   *     another since; empty: it says and hears nothing
   * @param generation the latest generation of commands that it has read
   */
  void own(Optional<SessionId> session, long generation);

  /** Sets who the other members are; this node may be among them. */
  void meet(List<Command.Peer> members);

  /** Tells every other member that this keeper has let go of an epoch for good. */
  void released(Epoch epoch, long generation);

  /** Asks every other member for a promise. */
  void ask(Question question);

  /** Answers a member that has asked. */
  void promise(NodeId to, Reply reply);
}
