package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Succession;
import dev.baton.model.state.Successor;
import java.util.Optional;

/**
 * Reads and writes what a snapshot says of successors. Where none was ever named, it says nothing.
 */
final class SuccessionFields {

  private SuccessionFields() {}

  static Succession read(Fields state) {
    Epoch epoch = state.number("epoch", Epoch::new);
    return state
        .optionalObject("succession", SuccessionFields::succession)
        .orElse(new Succession(epoch, Optional.empty(), Optional.empty()));
  }

  private static Succession succession(Fields in) {
    return in.build(
        () ->
            new Succession(
                in.number("given", Epoch::new),
                in.optionalObject("successor", SuccessionFields::successor),
                in.optionalObject("rest", SuccessionFields::rest)));
  }

  private static Successor successor(Fields in) {
    return in.build(
        () ->
            new Successor(
                in.number("epoch", Epoch::new),
                in.number("after", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.instant("since"),
                in.optionalNatural("generation"),
                in.optionalFlag("withdrawn")));
  }

  private static Succession.Rest rest(Fields in) {
    return in.build(() -> new Succession.Rest(in.text("node", NodeId::new), in.instant("since")));
  }

  static void write(FieldWriter out, ClusterState state) {
    Succession succession = state.succession();
    boolean plain =
        succession.equals(new Succession(state.epoch(), Optional.empty(), Optional.empty()));
    if (!plain) {
      out.object("succession", inner -> write(inner, succession));
    }
  }

  private static void write(FieldWriter out, Succession succession) {
    out.number("given", succession.given().value())
        .object("successor", succession.successor(), SuccessionFields::write)
        .object("rest", succession.rest(), SuccessionFields::write);
  }

  private static FieldWriter write(FieldWriter out, Successor successor) {
    return out.number("epoch", successor.epoch().value())
        .number("after", successor.after().value())
        .text("node", successor.node().value())
        .text("session", successor.session().value())
        .instant("since", successor.since())
        .optionalNatural("generation", successor.generation())
        .optionalFlag("withdrawn", successor.withdrawn());
  }

  private static FieldWriter write(FieldWriter out, Succession.Rest rest) {
    return out.text("node", rest.node().value()).instant("since", rest.since());
  }
}
