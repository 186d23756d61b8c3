package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;

/** {@link Command.Release}: the holder must release the VIPs. */
final class ReleaseType extends CommandType<Command.Release> {

  ReleaseType() {
    super("release", Command.Release.class);
  }

  @Override
  Command.Release read(Fields in) {
    return in.build(
        () ->
            new Command.Release(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new)));
  }

  @Override
  void write(FieldWriter out, Command.Release command) {
    out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .text("session", command.session().value());
  }
}
