package dev.baton.codec;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Tenure;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes who has the VIPs; the field {@code kind} tells which sort of tenure. */
final class TenureFields {

  private static final SortedMap<String, Function<Fields, Tenure>> KINDS = new TreeMap<>();

  static {
    KINDS.put("vacant", in -> new Tenure.Vacant(in.word("ended", Vocabulary.ENDING)));
    KINDS.put(
        "promoting",
        in ->
            new Tenure.Promoting(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.word("ended", Vocabulary.ENDING),
                in.number("since", Position::new)));
    KINDS.put(
        "held",
        in ->
            new Tenure.Held(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.flag("confirmed")));
    KINDS.put(
        "releasing",
        in ->
            new Tenure.Releasing(in.text("node", NodeId::new), in.text("session", SessionId::new)));
    KINDS.put(
        "demoting",
        in ->
            new Tenure.Demoting(
                in.text("node", NodeId::new),
                in.word("ended", Vocabulary.ENDING),
                in.number("since", Position::new)));
    KINDS.put(
        "gapped",
        in ->
            new Tenure.Gapped(
                in.natural("number"),
                in.optionalText("holder", SessionId::new),
                in.optionalDuration("longest")));
  }

  private TenureFields() {}

  static Tenure read(Fields in) {
    return in.kind(KINDS);
  }

  static FieldWriter write(FieldWriter out, Tenure tenure) {
    return tenure.match(new Writer(out));
  }

  private record Writer(FieldWriter out) implements Tenure.Cases<FieldWriter> {

    @Override
    public FieldWriter vacant(Tenure.Vacant tenure) {
      return out.text("kind", "vacant").word("ended", tenure.ended(), Vocabulary.ENDING);
    }

    @Override
    public FieldWriter promoting(Tenure.Promoting tenure) {
      return out.text("kind", "promoting")
          .text("node", tenure.node().value())
          .text("session", tenure.session().value())
          .word("ended", tenure.ended(), Vocabulary.ENDING)
          .number("since", tenure.since().offset());
    }

    @Override
    public FieldWriter held(Tenure.Held tenure) {
      return out.text("kind", "held")
          .text("node", tenure.node().value())
          .text("session", tenure.session().value())
          .flag("confirmed", tenure.confirmed());
    }

    @Override
    public FieldWriter releasing(Tenure.Releasing tenure) {
      return out.text("kind", "releasing")
          .text("node", tenure.node().value())
          .text("session", tenure.session().value());
    }

    @Override
    public FieldWriter demoting(Tenure.Demoting tenure) {
      return out.text("kind", "demoting")
          .text("node", tenure.node().value())
          .word("ended", tenure.ended(), Vocabulary.ENDING)
          .number("since", tenure.since().offset());
    }

    @Override
    public FieldWriter gapped(Tenure.Gapped tenure) {
      return out.text("kind", "gapped")
          .natural("number", tenure.number())
          .text("holder", tenure.holder().map(SessionId::value))
          .duration("longest", tenure.longest());
    }
  }
}
