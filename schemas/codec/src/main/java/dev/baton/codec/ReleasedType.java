package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import java.util.function.Supplier;

/** {@link Fact.Released}: a keeper has shut its gate. */
final class ReleasedType extends FactType<Fact.Released> {

  ReleasedType() {
    super("released", Fact.Released.class);
  }

  @Override
  String id(Fact.Released fact, Supplier<String> drawn) {
    return "released/" + fact.epoch() + "/" + fact.session();
  }

  @Override
  Fact.Released read(Fields in) {
    return in.build(
        () ->
            new Fact.Released(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.flag("held"),
                in.optionalWord("why", Vocabulary.RELEASE_REASON)));
  }

  @Override
  void write(FieldWriter out, Fact.Released fact) {
    out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("session", fact.session().value())
        .flag("held", fact.held())
        .text("why", fact.why().map(Vocabulary.RELEASE_REASON::word));
  }
}
