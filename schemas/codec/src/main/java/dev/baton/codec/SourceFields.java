package dev.baton.codec;

import dev.baton.model.Position;
import dev.baton.model.Source;

/** Reads and writes the source of a command or an audit line: the fact from which it derives. */
final class SourceFields {

  private SourceFields() {}

  static Source read(Fields in) {
    return in.build(
        () ->
            new Source(
                in.natural("generation"),
                in.number("position", Position::new),
                in.naturalInteger("index")));
  }

  static void write(FieldWriter out, Source source) {
    out.natural("generation", source.generation())
        .number("position", source.position().offset())
        .natural("index", source.index());
  }
}
