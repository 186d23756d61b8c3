package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.command.Command;

/** {@link Command.Demote}: a node must run the demote script. */
final class DemoteType extends CommandType<Command.Demote> {

  DemoteType() {
    super("demote", Command.Demote.class);
  }

  @Override
  Command.Demote read(Fields in) {
    return in.build(
        () ->
            new Command.Demote(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.duration("timeout")));
  }

  @Override
  void write(FieldWriter out, Command.Demote command) {
    out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .duration("timeout", command.timeout());
  }
}
