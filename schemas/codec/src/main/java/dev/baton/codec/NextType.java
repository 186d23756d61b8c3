package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;

/** {@link Command.Next}: a node takes the VIPs when their holder lets go. */
final class NextType extends CommandType<Command.Next> {

  NextType() {
    super("next", Command.Next.class);
  }

  @Override
  Command.Next read(Fields in) {
    return in.build(
        () ->
            new Command.Next(
                in.number("epoch", Epoch::new),
                in.number("after", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new)));
  }

  @Override
  void write(FieldWriter out, Command.Next command) {
    out.number("epoch", command.epoch().value())
        .number("after", command.after().value())
        .text("node", command.node().value())
        .text("session", command.session().value());
  }
}
