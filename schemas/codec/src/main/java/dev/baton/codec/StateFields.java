package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.HoldDown;
import dev.baton.model.state.Move;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Quarantine;
import dev.baton.model.state.Snapshot;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads and writes snapshots of the folded state. */
final class StateFields {

  private StateFields() {}

  static Snapshot read(Fields in) {
    return in.build(
        () ->
            new Snapshot(
                in.object("state", StateFields::state),
                in.object("partition", StateFields::partition),
                in.natural("commandsUpTo"),
                in.optionalInteger("leaderEpoch")
                    .map(OptionalInt::of)
                    .orElseGet(OptionalInt::empty)));
  }

  static FieldWriter write(FieldWriter out, Snapshot snapshot) {
    return out.object("state", inner -> write(inner, snapshot.state()))
        .object("partition", inner -> write(inner, snapshot.partition()))
        .natural("commandsUpTo", snapshot.commandsUpTo())
        .number("leaderEpoch", snapshot.leaderEpoch().stream().asLongStream().boxed().findFirst());
  }

  private static PartitionState partition(Fields in) {
    return in.build(
        () ->
            new PartitionState(
                in.number("folded", Position::new),
                in.natural("generation"),
                in.naturalInteger("foldVersion")));
  }

  private static void write(FieldWriter out, PartitionState state) {
    out.number("folded", state.folded().offset())
        .natural("generation", state.generation())
        .natural("foldVersion", state.foldVersion());
  }

  private static ClusterState state(Fields in) {
    return in.build(
        () ->
            new ClusterState(
                in.text("cluster", ClusterId::new),
                in.number("folded", Position::new),
                in.instant("logTime"),
                in.object("definitions", StateFields::definitions),
                in.number("epoch", Epoch::new),
                in.object("tenure", AssignmentFields::read),
                in.optionalText("lastHolder", NodeId::new),
                in.optionalObject("move", StateFields::move),
                NodeFields.sessions(in),
                in.texts("deadSessions", SessionId::new),
                NodeFields.nodes(in),
                in.flag("maintenance"),
                in.object("holdDown", StateFields::holdDown),
                in.optionalText("failbackTo", NodeId::new),
                in.natural("failbackVersion"),
                in.natural("gaps"),
                in.flag("demoted"),
                in.number("settling", Position::new),
                in.optionalWord("obstacle", Vocabulary.OBSTACLE),
                placements(in),
                SuccessionFields.read(in),
                HoldoverFields.read(in),
                in.optionalObject("quarantine", StateFields::quarantine)));
  }

  private static void write(FieldWriter out, ClusterState state) {
    out.text("cluster", state.cluster().value())
        .number("folded", state.folded().offset())
        .instant("logTime", state.logTime())
        .object("definitions", inner -> write(inner, state.definitions()))
        .number("epoch", state.epoch().value())
        .object("tenure", inner -> AssignmentFields.write(inner, state.assignment()))
        .text("lastHolder", state.lastHolder().map(NodeId::value))
        .object("move", state.move(), StateFields::write)
        .objects("sessions", state.sessions().values(), NodeFields::write)
        .texts("deadSessions", state.deadSessions(), SessionId::value)
        .objects("nodes", state.nodes().values(), NodeFields::write)
        .flag("maintenance", state.maintenance())
        .object("holdDown", inner -> write(inner, state.holdDown()))
        .text("failbackTo", state.failbackTo().map(NodeId::value))
        .natural("failbackVersion", state.failbackVersion())
        .natural("gaps", state.logLosses())
        .flag("demoted", state.demoted())
        .number("settling", state.settling().offset())
        .text("obstacle", state.obstacle().map(Vocabulary.OBSTACLE::word));
    if (!state.placements().isEmpty()) {
      out.objects("placements", state.placements().values(), StateFields::write);
    }
    SuccessionFields.write(out, state);
    HoldoverFields.write(out, state.holdover());
    out.object("quarantine", state.quarantine(), StateFields::write);
  }

  /** Snapshots of versions without placements have none. */
  private static SortedMap<Integer, Placement> placements(Fields in) {
    SortedMap<Integer, Placement> all = new TreeMap<>();
    for (Placement placement : in.optionalObjects("placements", StateFields::placement)) {
      if (all.put(placement.index(), placement) != null) {
        throw in.problem("placements", placement.index() + " occurs twice");
      }
    }
    return all;
  }

  private static Placement placement(Fields in) {
    return in.build(
        () ->
            new Placement(
                in.naturalInteger("index"),
                in.text("binding"),
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.word("result", Vocabulary.OUTCOME),
                in.text("detail"),
                in.duration("took"),
                in.instant("since")));
  }

  private static void write(FieldWriter out, Placement placement) {
    out.natural("index", placement.index())
        .text("binding", placement.binding())
        .number("epoch", placement.epoch().value())
        .text("node", placement.node().value())
        .word("result", placement.result(), Vocabulary.OUTCOME)
        .text("detail", placement.detail())
        .duration("took", placement.took())
        .instant("since", placement.since());
  }

  private static Quarantine quarantine(Fields in) {
    return in.build(() -> new Quarantine(in.number("position", Position::new), in.text("why")));
  }

  private static void write(FieldWriter out, Quarantine quarantine) {
    out.number("position", quarantine.position().offset()).text("why", quarantine.why());
  }

  private static Definitions definitions(Fields in) {
    return in.build(
        () ->
            new Definitions(
                in.optionalObject("effective", DefinitionFields::read),
                in.optionalObject("pending", DefinitionFields::read),
                in.optionalObject("replaced", StateFields::replaced),
                new TreeSet<>(in.texts("acknowledged", NodeId::new)),
                in.flag("timing"),
                in.optionalFlag("undefining"),
                in.optionalNatural("retired")));
  }

  private static Definitions.Replaced replaced(Fields in) {
    return in.build(
        () ->
            new Definitions.Replaced(
                new TreeSet<>(in.texts("members", NodeId::new)), in.duration("lease")));
  }

  private static FieldWriter write(FieldWriter out, Definitions.Replaced replaced) {
    return out.texts("members", replaced.members(), NodeId::value)
        .duration("lease", replaced.lease());
  }

  private static void write(FieldWriter out, Definitions definitions) {
    out.object("effective", definitions.effective(), DefinitionFields::write)
        .object("pending", definitions.pending(), DefinitionFields::write)
        .object("replaced", definitions.replaced(), StateFields::write)
        .texts("acknowledged", definitions.acknowledged(), NodeId::value)
        .flag("timing", definitions.timing())
        .optionalFlag("undefining", definitions.undefining())
        .optionalNatural("retired", definitions.retired());
  }

  private static Move move(Fields in) {
    return in.build(
        () ->
            new Move(
                in.word("reason", Vocabulary.MOVE_REASON),
                in.number("cause", Position::new),
                in.instant("causedAt"),
                in.optionalText("from", NodeId::new),
                in.optionalText("target", NodeId::new),
                in.optionalText("requestId"),
                in.optionalNumber("unreported", Epoch::new)));
  }

  private static void write(FieldWriter out, Move move) {
    out.word("reason", move.reason(), Vocabulary.MOVE_REASON)
        .number("cause", move.cause().offset())
        .instant("causedAt", move.causedAt())
        .text("from", move.from().map(NodeId::value))
        .text("target", move.target().map(NodeId::value))
        .text("requestId", move.requestId())
        .number("unreported", move.unreported().map(Epoch::value));
  }

  private static HoldDown holdDown(Fields in) {
    return in.build(() -> new HoldDown(in.instants("moves"), in.flag("tripped")));
  }

  private static void write(FieldWriter out, HoldDown holdDown) {
    out.texts("moves", holdDown.moves(), Texts::of).flag("tripped", holdDown.tripped());
  }
}
