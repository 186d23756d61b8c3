package dev.baton.codec;

import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import java.util.Optional;

/** {@link Command.Define}: a cluster is defined. */
final class DefineType extends CommandType<Command.Define> {

  DefineType() {
    super("define", Command.Define.class);
  }

  @Override
  Optional<ClusterDefinition> definition(Command.Define command) {
    return Optional.of(command.definition());
  }

  @Override
  Command.Define read(Fields in) {
    return in.build(
        () ->
            new Command.Define(
                in.object("definition", DefinitionFields::read), in.optionalFlag("override")));
  }

  @Override
  void write(FieldWriter out, Command.Define command) {
    out.object("definition", inner -> DefinitionFields.write(inner, command.definition()))
        .optionalFlag("override", command.override());
  }
}
