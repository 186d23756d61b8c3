package dev.baton.codec;

import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import java.util.function.Supplier;

/** {@link Fact.Expire}: an arbiter has waited until a session's lease was over. */
final class ExpireType extends FactType<Fact.Expire> {

  ExpireType() {
    super("expire", Fact.Expire.class);
  }

  @Override
  String id(Fact.Expire fact, Supplier<String> drawn) {
    return "expire/" + fact.session() + "/" + fact.last();
  }

  @Override
  Fact.Expire read(Fields in) {
    return in.build(
        () ->
            new Fact.Expire(in.text("session", SessionId::new), in.number("last", Position::new)));
  }

  @Override
  void write(FieldWriter out, Fact.Expire fact) {
    out.text("session", fact.session().value()).number("last", fact.last().offset());
  }
}
