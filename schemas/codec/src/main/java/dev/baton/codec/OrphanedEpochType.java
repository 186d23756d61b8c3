package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.fact.OrphanedEpoch;

/**
 * The commands hold an assignment that the events do not explain. The wire keeps its first name,
 * {@code epoch-found}.
 */
final class OrphanedEpochType extends FactType<OrphanedEpoch> {

  OrphanedEpochType() {
    super("epoch-found", OrphanedEpoch.class);
  }

  @Override
  OrphanedEpoch read(Fields in) {
    return in.build(
        () ->
            new OrphanedEpoch(in.text("arbiter", ArbiterId::new), in.number("epoch", Epoch::new)));
  }

  @Override
  void write(FieldWriter out, OrphanedEpoch fact) {
    out.text("arbiter", fact.arbiter().value()).number("epoch", fact.epoch().value());
  }
}
