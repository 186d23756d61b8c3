package dev.baton.codec;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.state.AssignmentState;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes assignments. The field {@code kind} tells the kind of assignment. */
final class AssignmentFields {

  private static final SortedMap<String, Function<Fields, AssignmentState>> KINDS = new TreeMap<>();

  static {
    KINDS.put("vacant", in -> new AssignmentState.Unassigned(in.word("ended", Vocabulary.ENDING)));
    KINDS.put(
        "promoting",
        in ->
            new AssignmentState.Promoting(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.word("ended", Vocabulary.ENDING),
                in.number("since", Position::new)));
    KINDS.put(
        "held",
        in ->
            new AssignmentState.Held(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.flag("confirmed")));
    KINDS.put(
        "releasing",
        in ->
            new AssignmentState.Releasing(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                !in.optionalFlag("untold")));
    KINDS.put(
        "demoting",
        in ->
            new AssignmentState.Demoting(
                in.text("node", NodeId::new),
                in.word("ended", Vocabulary.ENDING),
                in.number("since", Position::new)));
    KINDS.put(
        "gapped",
        in ->
            new AssignmentState.Suspended(
                in.natural("number"),
                in.optionalText("holder", SessionId::new),
                in.optionalDuration("longest")));
  }

  private AssignmentFields() {}

  static AssignmentState read(Fields in) {
    return in.kind(KINDS);
  }

  static FieldWriter write(FieldWriter out, AssignmentState assignment) {
    return assignment.match(new Writer(out));
  }

  private record Writer(FieldWriter out) implements AssignmentState.Cases<FieldWriter> {

    @Override
    public FieldWriter unassigned(AssignmentState.Unassigned assignment) {
      return out.text("kind", "vacant").word("ended", assignment.ended(), Vocabulary.ENDING);
    }

    @Override
    public FieldWriter promoting(AssignmentState.Promoting assignment) {
      return out.text("kind", "promoting")
          .text("node", assignment.node().value())
          .text("session", assignment.session().value())
          .word("ended", assignment.ended(), Vocabulary.ENDING)
          .number("since", assignment.since().offset());
    }

    @Override
    public FieldWriter held(AssignmentState.Held assignment) {
      return out.text("kind", "held")
          .text("node", assignment.node().value())
          .text("session", assignment.session().value())
          .flag("confirmed", assignment.confirmed());
    }

    @Override
    public FieldWriter releasing(AssignmentState.Releasing assignment) {
      return out.text("kind", "releasing")
          .text("node", assignment.node().value())
          .text("session", assignment.session().value())
          .optionalFlag("untold", !assignment.told());
    }

    @Override
    public FieldWriter demoting(AssignmentState.Demoting assignment) {
      return out.text("kind", "demoting")
          .text("node", assignment.node().value())
          .word("ended", assignment.ended(), Vocabulary.ENDING)
          .number("since", assignment.since().offset());
    }

    @Override
    public FieldWriter suspended(AssignmentState.Suspended assignment) {
      return out.text("kind", "gapped")
          .natural("number", assignment.number())
          .text("holder", assignment.holder().map(SessionId::value))
          .duration("longest", assignment.longest());
    }
  }
}
