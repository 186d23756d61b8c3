package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.fact.Fact;

/** {@link Fact.Beat}: an arbiter is alive. */
final class BeatType extends FactType<Fact.Beat> {

  BeatType() {
    super("beat", Fact.Beat.class);
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
  Fact.Beat read(Fields in) {
    return in.build(
        () -> new Fact.Beat(in.text("arbiter", ArbiterId::new), in.natural("sequence")));
  }

  @Override
  void write(FieldWriter out, Fact.Beat fact) {
    out.text("arbiter", fact.arbiter().value()).natural("sequence", fact.sequence());
  }
}
