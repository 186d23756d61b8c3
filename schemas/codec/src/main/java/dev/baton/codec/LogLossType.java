package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import java.util.Optional;

/**
 * {@link Fact.LogLoss}: acknowledged records may have been lost. On the wire its name is {@code
 * gap}, the first name of this fact.
 */
final class LogLossType extends FactType<Fact.LogLoss> {

  LogLossType() {
    super("gap", Fact.LogLoss.class);
  }

  @Override
  Concern concern() {
    return Concern.PARTITION;
  }

  @Override
  Fact.LogLoss read(Fields in) {
    return in.build(
        () ->
            new Fact.LogLoss(
                in.text("arbiter", ArbiterId::new),
                in.number("reached", Position::new),
                in.optionalNumber("generation", number -> number).orElse(0L)));
  }

  @Override
  void write(FieldWriter out, Fact.LogLoss fact) {
    out.text("arbiter", fact.arbiter().value())
        .number("reached", fact.reached().offset())
        .number("generation", Optional.of(fact.generation()).filter(known -> known > 0));
  }
}
