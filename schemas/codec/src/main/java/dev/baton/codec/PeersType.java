package dev.baton.codec;

import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;

/** {@link Command.Peers}: the members that have a session. */
final class PeersType extends CommandType<Command.Peers> {

  PeersType() {
    super("peers", Command.Peers.class);
  }

  @Override
  Command.Peers read(Fields in) {
    return in.build(() -> new Command.Peers(in.objects("members", PeersType::peer)));
  }

  private static Command.Peer peer(Fields in) {
    return in.build(
        () ->
            new Command.Peer(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.texts("channel", MemberAddress::parse)));
  }

  @Override
  void write(FieldWriter out, Command.Peers command) {
    out.objects("members", command.members(), PeersType::write);
  }

  private static FieldWriter write(FieldWriter out, Command.Peer peer) {
    return out.text("node", peer.node().value())
        .text("session", peer.session().value())
        .texts("channel", peer.channel(), MemberAddress::toString);
  }
}
