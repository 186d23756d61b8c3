package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.fact.OrphanedEpoch;

/**
 * {@link OrphanedEpoch}: the commands topic holds an assignment that the events topic does not
 * explain. On the wire its name is {@code epoch-found}, the first name of this fact.
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
