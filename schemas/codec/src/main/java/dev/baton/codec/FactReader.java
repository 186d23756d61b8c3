package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.Introduction;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.ProbeReport;
import java.util.Optional;

/** Reads the bodies of facts; the counterpart of {@link FactWriter}. */
final class FactReader {

  private FactReader() {}

  static Fact keepalive(Fields in) {
    return in.build(
        () ->
            new Fact.Keepalive(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.natural("sequence"),
                in.duration("lease"),
                in.optionalNumber("holding", Epoch::new).orElse(Epoch.NONE),
                in.optionalNumber("highestSeen", Epoch::new)
                    .or(() -> in.optionalNumber("holding", Epoch::new))
                    .orElse(Epoch.NONE),
                in.optionalNumber("generation", number -> number).orElse(0L),
                introduction(in),
                in.optionalText("unable")));
  }

  private static Optional<Introduction> introduction(Fields in) {
    return in.optionalText("install")
        .map(
            present ->
                new Introduction(
                    in.text("install", InstallId::new),
                    in.texts("ended", SessionId::new),
                    in.natural("definitionVersion"),
                    in.word("enforcement", Vocabulary.ENFORCEMENT)));
  }

  static Fact sessionClosed(Fields in) {
    return in.build(
        () ->
            new Fact.SessionClosed(
                in.text("node", NodeId::new), in.text("session", SessionId::new), in.text("why")));
  }

  static Fact health(Fields in) {
    return in.build(
        () ->
            new Health(
                in.text("node", NodeId::new),
                in.natural("sequence"),
                in.word("verdict", Vocabulary.VERDICT),
                in.objects("probes", FactReader::probe),
                in.flag("changed")));
  }

  static ProbeReport probe(Fields in) {
    return in.build(
        () ->
            new ProbeReport(
                in.text("name"),
                in.text("kind"),
                in.word("status", Vocabulary.PROBE_STATUS),
                in.text("detail")));
  }

  static Fact expire(Fields in) {
    return in.build(
        () ->
            new Fact.Expire(in.text("session", SessionId::new), in.number("last", Position::new)));
  }

  static Fact timer(Fields in) {
    return in.build(() -> new Fact.Timer(in.text("name"), in.natural("version")));
  }

  static Fact request(Fields in) {
    return in.build(
        () ->
            new Fact.Request(
                in.text("id"), in.text("by"), in.object("operation", OperationFields::read)));
  }

  static Fact released(Fields in) {
    return in.build(
        () ->
            new Fact.Released(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.flag("held")));
  }

  static Fact acquired(Fields in) {
    return in.build(
        () ->
            new Fact.Acquired(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.duration("took")));
  }

  static Fact failed(Fields in) {
    return in.build(
        () ->
            new Fact.Failed(
                in.number("epoch", Epoch::new), in.text("node", NodeId::new), in.text("why")));
  }

  static Fact hookFinished(Fields in) {
    return in.build(
        () ->
            new HookFinished(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.word("hook", Vocabulary.HOOK),
                in.optionalInteger("exitStatus"),
                in.text("output"),
                in.duration("took")));
  }

  static Fact incident(Fields in) {
    return in.build(
        () ->
            new Incident(
                in.text("node", NodeId::new),
                in.number("epoch", Epoch::new),
                in.word("kind", Vocabulary.INCIDENT),
                in.text("subject"),
                in.text("detail")));
  }

  static Fact outcome(Fields in) {
    return in.build(
        () ->
            new Outcome(
                in.number("epoch", Epoch::new),
                in.text("node", NodeId::new),
                in.text("binding"),
                in.naturalInteger("index"),
                in.word("result", Vocabulary.OUTCOME),
                in.text("detail"),
                in.texts("evidence"),
                in.duration("took"),
                in.naturalInteger("tries")));
  }

  static Fact defined(Fields in) {
    return in.build(
        () ->
            new Fact.Defined(
                in.text("id"),
                in.text("by"),
                in.object("definition", DefinitionFields::read),
                in.optionalFlag("override")));
  }

  static Fact beat(Fields in) {
    return in.build(
        () -> new Fact.Beat(in.text("arbiter", ArbiterId::new), in.natural("sequence")));
  }

  static Fact foldVersion(Fields in) {
    return in.build(() -> new Fact.FoldVersion(in.naturalInteger("version")));
  }

  static Fact logLoss(Fields in) {
    return in.build(
        () ->
            new Fact.LogLoss(
                in.text("arbiter", ArbiterId::new), in.number("reached", Position::new)));
  }

  static Fact orphanedEpoch(Fields in) {
    return in.build(
        () ->
            new OrphanedEpoch(in.text("arbiter", ArbiterId::new), in.number("epoch", Epoch::new)));
  }
}
