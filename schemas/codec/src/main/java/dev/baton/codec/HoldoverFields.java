package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.state.Ghost;
import dev.baton.model.state.Holdover;
import dev.baton.model.state.Roster;
import java.util.Optional;

/**
 * Reads and writes what a snapshot says of the time without Kafka. Where there was none, it says
 * nothing.
 */
final class HoldoverFields {

  private HoldoverFields() {}

  static Holdover read(Fields state) {
    return state.optionalObject("holdover", HoldoverFields::holdover).orElse(Holdover.NONE);
  }

  private static Holdover holdover(Fields in) {
    return in.build(
        () ->
            new Holdover(
                in.optionalObjects("ghosts", HoldoverFields::ghost), in.natural("number")));
  }

  static Roster roster(Fields in) {
    return in.build(() -> new Roster(in.natural("sequence"), AsksFields.read(in)));
  }

  private static Ghost ghost(Fields in) {
    return in.build(
        () ->
            new Ghost(
                in.number("epoch", Epoch::new),
                in.optionalObject("holder", HoldoverFields::holder),
                AsksFields.read(in)));
  }

  private static Ghost.Holder holder(Fields in) {
    return in.build(
        () ->
            new Ghost.Holder(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.text("install", InstallId::new)));
  }

  static void write(FieldWriter out, Holdover holdover) {
    if (!holdover.equals(Holdover.NONE)) {
      out.object("holdover", inner -> content(inner, holdover));
    }
  }

  private static void content(FieldWriter out, Holdover holdover) {
    if (!holdover.ghosts().isEmpty()) {
      out.objects("ghosts", holdover.ghosts(), HoldoverFields::write);
    }
    out.natural("number", holdover.number());
  }

  static FieldWriter write(FieldWriter out, Roster roster) {
    return AsksFields.write(out.natural("sequence", roster.sequence()), Optional.of(roster.asks()));
  }

  private static FieldWriter write(FieldWriter out, Ghost ghost) {
    FieldWriter who =
        out.number("epoch", ghost.epoch().value())
            .object("holder", ghost.holder(), HoldoverFields::write);
    return AsksFields.write(who, Optional.of(ghost.asks()));
  }

  private static FieldWriter write(FieldWriter out, Ghost.Holder holder) {
    return out.text("node", holder.node().value())
        .text("session", holder.session().value())
        .text("install", holder.install().value());
  }
}
