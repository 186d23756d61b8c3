package dev.baton.codec;

import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import java.util.function.Supplier;

/** {@link Fact.SessionClosed}: a keeper has ended its session. */
final class SessionClosedType extends FactType<Fact.SessionClosed> {

  SessionClosedType() {
    super("session-closed", Fact.SessionClosed.class);
  }

  @Override
  String id(Fact.SessionClosed fact, Supplier<String> drawn) {
    return "session-closed/" + fact.session();
  }

  @Override
  Fact.SessionClosed read(Fields in) {
    return in.build(
        () ->
            new Fact.SessionClosed(
                in.text("node", NodeId::new), in.text("session", SessionId::new), in.text("why")));
  }

  @Override
  void write(FieldWriter out, Fact.SessionClosed fact) {
    out.text("node", fact.node().value())
        .text("session", fact.session().value())
        .text("why", fact.why());
  }
}
