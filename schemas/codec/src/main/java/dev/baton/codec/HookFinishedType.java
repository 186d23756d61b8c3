package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.fact.HookFinished;

/** {@link HookFinished}: a promote or demote script has ended. */
final class HookFinishedType extends FactType<HookFinished> {

  HookFinishedType() {
    super("hook-finished", HookFinished.class);
  }

  @Override
  HookFinished read(Fields in) {
    return in.build(
        () ->
            new HookFinished(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.word("hook", Vocabulary.HOOK),
                in.optionalInteger("exitStatus"),
                in.text("output"),
                in.duration("took")));
  }

  @Override
  void write(FieldWriter out, HookFinished fact) {
    out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .word("hook", fact.hook(), Vocabulary.HOOK)
        .number("exitStatus", fact.exitStatus().map(Integer::longValue))
        .text("output", fact.output())
        .duration("took", fact.took());
  }
}
