package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;

/** {@link Command.Assign}: a node must take the VIPs. */
final class AssignType extends CommandType<Command.Assign> {

  AssignType() {
    super("assign", Command.Assign.class);
  }

  @Override
  Command.Assign read(Fields in) {
    return in.build(
        () ->
            new Command.Assign(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.word("ended", Vocabulary.ENDING),
                in.number("predecessor", Epoch::new)));
  }

  @Override
  void write(FieldWriter out, Command.Assign command) {
    out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .text("session", command.session().value())
        .word("ended", command.ended(), Vocabulary.ENDING)
        .number("predecessor", command.predecessor().value());
  }
}
