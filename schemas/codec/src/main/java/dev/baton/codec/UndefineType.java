package dev.baton.codec;

import dev.baton.model.command.Command;

/** {@link Command.Undefine}: a cluster is no longer defined. */
final class UndefineType extends CommandType<Command.Undefine> {

  UndefineType() {
    super("undefine", Command.Undefine.class);
  }

  @Override
  Command.Undefine read(Fields in) {
    return in.build(() -> new Command.Undefine(in.number("version", 1)));
  }

  @Override
  void write(FieldWriter out, Command.Undefine command) {
    out.number("version", command.version());
  }
}
