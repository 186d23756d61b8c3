package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import java.util.function.Supplier;

/** {@link Command.Tick}: a leader is folding. */
final class TickType extends CommandType<Command.Tick> {

  TickType() {
    super("tick", Command.Tick.class);
  }

  @Override
  Concern concern() {
    return Concern.PARTITION;
  }

  @Override
  boolean repeats() {
    return true;
  }

  @Override
  String id(Source source, Supplier<String> drawn) {
    return drawn.get();
  }

  @Override
  Command.Tick read(Fields in) {
    return in.build(
        () ->
            new Command.Tick(
                in.text("arbiter", ArbiterId::new),
                in.natural("term"),
                in.number("foldedUpTo", Position::new)));
  }

  @Override
  void write(FieldWriter out, Command.Tick command) {
    out.text("arbiter", command.arbiter().value())
        .natural("term", command.term())
        .number("foldedUpTo", command.foldedUpTo().offset());
  }
}
