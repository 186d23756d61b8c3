package dev.baton.codec;

import dev.baton.model.fact.Fact;

/** {@link Fact.Timer}: a wait that the state asked for is over. */
final class TimerType extends FactType<Fact.Timer> {

  TimerType() {
    super("timer", Fact.Timer.class);
  }

  @Override
  Fact.Timer read(Fields in) {
    return in.build(() -> new Fact.Timer(in.text("name"), in.natural("version")));
  }

  @Override
  void write(FieldWriter out, Fact.Timer fact) {
    out.text("name", fact.name()).natural("version", fact.version());
  }
}
