package dev.baton.codec;

import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link Fact.Defined}: an operator has defined the cluster. */
final class DefinedType extends FactType<Fact.Defined> {

  DefinedType() {
    super("defined", Fact.Defined.class);
  }

  @Override
  String id(Fact.Defined fact, Supplier<String> drawn) {
    return "defined/" + fact.id();
  }

  @Override
  Optional<ClusterDefinition> definition(Fact.Defined fact) {
    return Optional.of(fact.definition());
  }

  @Override
  Fact.Defined read(Fields in) {
    return in.build(
        () ->
            new Fact.Defined(
                in.text("id"),
                in.text("by"),
                in.object("definition", DefinitionFields::read),
                in.optionalFlag("override")));
  }

  @Override
  void write(FieldWriter out, Fact.Defined fact) {
    out.text("id", fact.id())
        .text("by", fact.by())
        .object("definition", inner -> DefinitionFields.write(inner, fact.definition()))
        .optionalFlag("override", fact.override());
  }
}
