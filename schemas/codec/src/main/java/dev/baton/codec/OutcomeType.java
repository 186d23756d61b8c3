package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Outcome;
import java.util.function.Supplier;

/** {@link Outcome}: a cloud actuator reports the state of a binding. */
final class OutcomeType extends FactType<Outcome> {

  OutcomeType() {
    super("outcome", Outcome.class);
  }

  @Override
  String id(Outcome fact, Supplier<String> drawn) {
    return fact.result().answers()
        ? "outcome/" + fact.epoch() + "/" + fact.index() + "/" + fact.result()
        : drawn.get();
  }

  @Override
  Outcome read(Fields in) {
    return in.build(
        () ->
            new Outcome(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("binding"),
                in.naturalInteger("index"),
                in.word("result", Vocabulary.OUTCOME),
                in.text("detail"),
                in.texts("evidence"),
                in.duration("took"),
                in.naturalInteger("tries")));
  }

  @Override
  void write(FieldWriter out, Outcome fact) {
    out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("binding", fact.binding())
        .natural("index", fact.index())
        .word("result", fact.result(), Vocabulary.OUTCOME)
        .text("detail", fact.detail())
        .texts("evidence", fact.evidence(), part -> part)
        .duration("took", fact.took())
        .natural("tries", fact.tries());
  }
}
