package dev.baton.codec;

import dev.baton.model.fact.Fact;

/** {@link Fact.FoldVersion}: the fold follows other rules from this record on. */
final class FoldVersionType extends FactType<Fact.FoldVersion> {

  FoldVersionType() {
    super("fold-version", Fact.FoldVersion.class);
  }

  @Override
  Concern concern() {
    return Concern.PARTITION;
  }

  @Override
  Fact.FoldVersion read(Fields in) {
    return in.build(() -> new Fact.FoldVersion(in.naturalInteger("version")));
  }

  @Override
  void write(FieldWriter out, Fact.FoldVersion fact) {
    out.natural("version", fact.version());
  }
}
