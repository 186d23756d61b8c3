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

/** No channel: the log alone tells members of one another. */
final class NoLink implements MemberLink {
  @Override
  public List<MemberAddress> hearsAt(List<HostAddress> own) {
    return List.of();
  }

  @Override
  public void own(Optional<SessionId> session, long generation) {}

  @Override
  public void meet(List<Command.Peer> members) {}

  @Override
  public void released(Epoch epoch, long generation) {}

  @Override
  public void ask(Question question) {}

  @Override
  public void promise(NodeId to, Reply reply) {}
}
