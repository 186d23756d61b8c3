package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import java.util.function.Supplier;

/** {@link Fact.Acquired}: a keeper has opened its gate. */
final class AcquiredType extends FactType<Fact.Acquired> {

  AcquiredType() {
    super("acquired", Fact.Acquired.class);
  }

  @Override
  String id(Fact.Acquired fact, Supplier<String> drawn) {
    return "acquired/" + fact.epoch() + "/" + fact.session();
  }

  @Override
  Fact.Acquired read(Fields in) {
    return in.build(
        () ->
            new Fact.Acquired(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.duration("took"),
                in.optionalWord("by", Vocabulary.OPENED_BY)));
  }

  @Override
  void write(FieldWriter out, Fact.Acquired fact) {
    out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("session", fact.session().value())
        .duration("took", fact.took())
        .text("by", fact.by().map(Vocabulary.OPENED_BY::word));
  }
}
