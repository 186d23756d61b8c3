package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.command.Command;

/** {@link Command.Promote}: a node must run the promote script. */
final class PromoteType extends CommandType<Command.Promote> {

  PromoteType() {
    super("promote", Command.Promote.class);
  }

  @Override
  Command.Promote read(Fields in) {
    return in.build(
        () ->
            new Command.Promote(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.duration("timeout")));
  }

  @Override
  void write(FieldWriter out, Command.Promote command) {
    out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .duration("timeout", command.timeout());
  }
}
