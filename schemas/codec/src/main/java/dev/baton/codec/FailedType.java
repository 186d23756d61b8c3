package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Fact;

/** {@link Fact.Failed}: an assignment could not be carried out. */
final class FailedType extends FactType<Fact.Failed> {

  FailedType() {
    super("failed", Fact.Failed.class);
  }

  @Override
  Fact.Failed read(Fields in) {
    return in.build(
        () ->
            new Fact.Failed(
                in.number("epoch", Epoch::new), in.text("node", NodeId::new), in.text("why")));
  }

  @Override
  void write(FieldWriter out, Fact.Failed fact) {
    out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("why", fact.why());
  }
}
