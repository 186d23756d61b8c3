package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.state.FailedTake;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.SessionState;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes the sessions and nodes of a snapshot. */
final class NodeFields {

  private NodeFields() {}

  static SortedMap<SessionId, SessionState> sessions(Fields in) {
    return keyed(in, "sessions", NodeFields::session, SessionState::session);
  }

  static SortedMap<NodeId, NodeState> nodes(Fields in) {
    return keyed(in, "nodes", NodeFields::node, NodeState::node);
  }

  private static SessionState session(Fields in) {
    return in.build(
        () ->
            new SessionState(
                in.text("session", SessionId::new),
                in.text("node", NodeId::new),
                in.text("install", InstallId::new),
                in.flag("current"),
                in.number("last", Position::new),
                in.duration("lease"),
                in.number("holding", Epoch::new),
                in.natural("definitionVersion"),
                in.word("enforcement", Vocabulary.ENFORCEMENT),
                in.flag("leaving"),
                in.naturalInteger("behind"),
                in.optionalNatural("generation"),
                in.optionalTexts("channel", MemberAddress::parse),
                in.optionalText("unable"),
                in.optionalObject("roster", HoldoverFields::roster)));
  }

  static FieldWriter write(FieldWriter out, SessionState state) {
    return out.text("session", state.session().value())
        .text("node", state.node().value())
        .text("install", state.install().value())
        .flag("current", state.current())
        .number("last", state.last().offset())
        .duration("lease", state.lease())
        .number("holding", state.holding().value())
        .natural("definitionVersion", state.definitionVersion())
        .word("enforcement", state.enforcement(), Vocabulary.ENFORCEMENT)
        .flag("leaving", state.leaving())
        .natural("behind", state.behind())
        .optionalNatural("generation", state.generation())
        .optionalTexts("channel", state.channel(), MemberAddress::toString)
        .text("unable", state.unable())
        .object("roster", state.roster(), HoldoverFields::write);
  }

  private static NodeState node(Fields in) {
    return in.build(
        () ->
            new NodeState(
                in.text("node", NodeId::new),
                in.optionalText("install", InstallId::new),
                in.word("health", Vocabulary.NODE_HEALTH),
                in.number("healthAt", Position::new),
                in.objects("probes", ProbeFields::read),
                in.flag("standby"),
                in.optionalNumber("failedAt", Epoch::new),
                in.optionalText("refused", InstallId::new),
                in.optionalObject("failedTake", NodeFields::failedTake),
                in.optionalObject("host", HostFields::view)));
  }

  static FieldWriter write(FieldWriter out, NodeState state) {
    return out.text("node", state.node().value())
        .text("install", state.install().map(InstallId::value))
        .word("health", state.health(), Vocabulary.NODE_HEALTH)
        .number("healthAt", state.healthAt().offset())
        .objects("probes", state.probes(), ProbeFields::write)
        .flag("standby", state.standby())
        .number("failedAt", state.failedAt().map(Epoch::value))
        .text("refused", state.refused().map(InstallId::value))
        .object("failedTake", state.failedTake(), NodeFields::write)
        .object("host", state.host(), HostFields::write);
  }

  private static FailedTake failedTake(Fields in) {
    return in.build(() -> new FailedTake(in.naturalInteger("times"), in.text("why")));
  }

  private static FieldWriter write(FieldWriter out, FailedTake failed) {
    return out.natural("times", failed.times()).text("why", failed.why());
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> keyed(
      Fields in, String field, Function<Fields, V> reader, Function<V, K> key) {
    List<V> values = in.objects(field, reader);
    SortedMap<K, V> all = new TreeMap<>();
    for (V value : values) {
      if (all.put(key.apply(value), value) != null) {
        throw in.problem(field, key.apply(value) + " occurs twice");
      }
    }
    return all;
  }
}
