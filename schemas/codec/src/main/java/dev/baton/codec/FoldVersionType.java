package dev.baton.codec;

import dev.baton.model.fact.FoldVersion;

/** {@link FoldVersion}: the fold follows other rules from this record on. */
final class FoldVersionType extends FactType<FoldVersion> {

  FoldVersionType() {
    super("fold-version", FoldVersion.class);
  }

  @Override
  Concern concern() {
    return Concern.PARTITION;
  }

  @Override
  FoldVersion read(Fields in) {
    return in.build(() -> new FoldVersion(in.naturalInteger("version")));
  }

  @Override
  void write(FieldWriter out, FoldVersion fact) {
    out.natural("version", fact.version());
  }
}
