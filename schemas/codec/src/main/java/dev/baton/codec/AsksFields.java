package dev.baton.codec;

import dev.baton.model.NodeId;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Asks;
import java.util.Optional;

/** Reads and writes whom a holder asks, as two fields. */
final class AsksFields {
  private AsksFields() {}

  static Optional<Asks> optional(Fields in) {
    return in.optionalTextList("asks", NodeId::new).map(nodes -> read(in));
  }

  /** Who does not say for how long it goes on may do so for the longest time. */
  static Asks read(Fields in) {
    return in.build(
        () ->
            new Asks(
                in.texts("asks", NodeId::new),
                in.optionalDuration("holdover").orElse(Timings.MOST_HOLDOVER)));
  }

  static FieldWriter write(FieldWriter out, Optional<Asks> asks) {
    return out.texts("asks", asks.map(Asks::nodes), NodeId::value)
        .duration("holdover", asks.map(Asks::holdover));
  }
}
