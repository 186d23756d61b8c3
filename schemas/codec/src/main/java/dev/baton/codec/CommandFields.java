package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;

/** Reads and writes the bodies of commands. */
final class CommandFields implements Command.Cases<FieldWriter> {

  private final FieldWriter out;

  CommandFields(FieldWriter out) {
    this.out = out;
  }

  static Source source(Fields in) {
    return in.build(
        () ->
            new Source(
                in.natural("generation"),
                in.number("position", Position::new),
                in.naturalInteger("index")));
  }

  static FieldWriter source(FieldWriter out, Source source) {
    return out.natural("generation", source.generation())
        .number("position", source.position().offset())
        .natural("index", source.index());
  }

  static Command release(Fields in) {
    return in.build(
        () ->
            new Command.Release(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new)));
  }

  @Override
  public FieldWriter release(Command.Release command) {
    return out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .text("session", command.session().value());
  }

  static Command assign(Fields in) {
    return in.build(
        () ->
            new Command.Assign(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.word("ended", Vocabulary.ENDING),
                in.number("predecessor", Epoch::new)));
  }

  @Override
  public FieldWriter assign(Command.Assign command) {
    return out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .text("session", command.session().value())
        .word("ended", command.ended(), Vocabulary.ENDING)
        .number("predecessor", command.predecessor().value());
  }

  static Command dead(Fields in) {
    return in.build(() -> new Command.Dead(in.text("session", SessionId::new)));
  }

  @Override
  public FieldWriter dead(Command.Dead command) {
    return out.text("session", command.session().value());
  }

  static Command define(Fields in) {
    return in.build(
        () ->
            new Command.Define(
                in.object("definition", DefinitionFields::read), in.optionalFlag("override")));
  }

  @Override
  public FieldWriter define(Command.Define command) {
    return out.object("definition", inner -> DefinitionFields.write(inner, command.definition()))
        .optionalFlag("override", command.override());
  }

  static Command undefine(Fields in) {
    return in.build(() -> new Command.Undefine(in.number("version", 1)));
  }

  @Override
  public FieldWriter undefine(Command.Undefine command) {
    return out.number("version", command.version());
  }

  static Command demote(Fields in) {
    return in.build(
        () ->
            new Command.Demote(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.duration("timeout")));
  }

  @Override
  public FieldWriter demote(Command.Demote command) {
    return out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .duration("timeout", command.timeout());
  }

  static Command promote(Fields in) {
    return in.build(
        () ->
            new Command.Promote(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.duration("timeout")));
  }

  @Override
  public FieldWriter promote(Command.Promote command) {
    return out.number("epoch", command.epoch().value())
        .text("node", command.node().value())
        .duration("timeout", command.timeout());
  }

  static Command tick(Fields in) {
    return in.build(
        () ->
            new Command.Tick(
                in.text("arbiter", ArbiterId::new),
                in.natural("term"),
                in.number("foldedUpTo", Position::new)));
  }

  @Override
  public FieldWriter tick(Command.Tick command) {
    return out.text("arbiter", command.arbiter().value())
        .natural("term", command.term())
        .number("foldedUpTo", command.foldedUpTo().offset());
  }
}
