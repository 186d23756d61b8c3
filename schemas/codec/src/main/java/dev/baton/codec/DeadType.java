package dev.baton.codec;

import dev.baton.model.SessionId;
import dev.baton.model.command.Command;

/** {@link Command.Dead}: a session is over. */
final class DeadType extends CommandType<Command.Dead> {

  DeadType() {
    super("dead", Command.Dead.class);
  }

  @Override
  Command.Dead read(Fields in) {
    return in.build(() -> new Command.Dead(in.text("session", SessionId::new)));
  }

  @Override
  void write(FieldWriter out, Command.Dead command) {
    out.text("session", command.session().value());
  }
}
