package dev.baton.codec;

import dev.baton.model.command.Command;

/** A cluster is defined no more. */
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
