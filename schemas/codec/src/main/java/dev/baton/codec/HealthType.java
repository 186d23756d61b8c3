package dev.baton.codec;

import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;

/** {@link Health}: an agent reports whether its node's service is healthy. */
final class HealthType extends FactType<Health> {

  HealthType() {
    super("health", Health.class);
  }

  @Override
  Health read(Fields in) {
    return in.build(
        () ->
            new Health(
                in.text("node", NodeId::new),
                in.natural("sequence"),
                in.word("verdict", Vocabulary.VERDICT),
                in.objects("probes", ProbeFields::read),
                in.flag("changed")));
  }

  @Override
  void write(FieldWriter out, Health fact) {
    out.text("node", fact.node().value())
        .natural("sequence", fact.sequence())
        .word("verdict", fact.verdict(), Vocabulary.VERDICT)
        .objects("probes", fact.probes(), ProbeFields::write)
        .flag("changed", fact.changed());
  }
}
