package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Incident;

/** {@link Incident}: something has disturbed a VIP. */
final class IncidentType extends FactType<Incident> {

  IncidentType() {
    super("incident", Incident.class);
  }

  @Override
  Incident read(Fields in) {
    return in.build(
        () ->
            new Incident(
                in.text("node", NodeId::new),
                in.number("epoch", Epoch::new),
                in.word("kind", Vocabulary.INCIDENT),
                in.text("subject"),
                in.text("detail")));
  }

  @Override
  void write(FieldWriter out, Incident fact) {
    out.text("node", fact.node().value())
        .number("epoch", fact.epoch().value())
        .word("kind", fact.kind(), Vocabulary.INCIDENT)
        .text("subject", fact.subject())
        .text("detail", fact.detail());
  }
}
