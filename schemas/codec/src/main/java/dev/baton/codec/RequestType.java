package dev.baton.codec;

import dev.baton.model.fact.Fact;
import java.util.function.Supplier;

/** {@link Fact.Request}: an operator's request. */
final class RequestType extends FactType<Fact.Request> {

  RequestType() {
    super("request", Fact.Request.class);
  }

  @Override
  String id(Fact.Request fact, Supplier<String> drawn) {
    return "request/" + fact.id();
  }

  @Override
  Fact.Request read(Fields in) {
    return in.build(
        () ->
            new Fact.Request(
                in.text("id"), in.text("by"), in.object("operation", OperationFields::read)));
  }

  @Override
  void write(FieldWriter out, Fact.Request fact) {
    out.text("id", fact.id())
        .text("by", fact.by())
        .object("operation", inner -> OperationFields.write(inner, fact.operation()));
  }
}
