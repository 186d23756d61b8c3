package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.Introduction;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.ProbeReport;
import java.util.Optional;

/** Writes the bodies of facts; the counterpart of {@link FactReader}. */
final class FactWriter implements Fact.Cases<FieldWriter> {

  private final FieldWriter out;

  FactWriter(FieldWriter out) {
    this.out = out;
  }

  @Override
  public FieldWriter keepalive(Fact.Keepalive fact) {
    return fact.introduction()
        .map(introduction -> introduced(fact, introduction))
        .orElseGet(() -> brief(fact));
  }

  private FieldWriter introduced(Fact.Keepalive fact, Introduction introduction) {
    return out.text("node", fact.node().value())
        .text("install", introduction.install().value())
        .text("session", fact.session().value())
        .natural("sequence", fact.sequence())
        .duration("lease", fact.lease())
        .texts("ended", introduction.ended(), SessionId::value)
        .number("holding", fact.holding().value())
        .number("highestSeen", fact.highestSeen().value())
        .natural("definitionVersion", introduction.definitionVersion())
        .natural("generation", fact.generation())
        .word("enforcement", introduction.enforcement(), Vocabulary.ENFORCEMENT)
        .text("unable", fact.unable());
  }

  /** Ten of them a second are kept for days: what need not stand there does not. */
  private FieldWriter brief(Fact.Keepalive fact) {
    Optional<Epoch> holding =
        Optional.of(fact.holding()).filter(epoch -> !epoch.equals(Epoch.NONE));
    Optional<Epoch> seen =
        Optional.of(fact.highestSeen()).filter(epoch -> !epoch.equals(fact.holding()));
    return out.text("node", fact.node().value())
        .text("session", fact.session().value())
        .natural("sequence", fact.sequence())
        .duration("lease", fact.lease())
        .number("holding", holding.map(Epoch::value))
        .number("highestSeen", seen.map(Epoch::value))
        .number("generation", Optional.of(fact.generation()).filter(known -> known > 0))
        .text("unable", fact.unable());
  }

  @Override
  public FieldWriter sessionClosed(Fact.SessionClosed fact) {
    return out.text("node", fact.node().value())
        .text("session", fact.session().value())
        .text("why", fact.why());
  }

  @Override
  public FieldWriter health(Health fact) {
    return out.text("node", fact.node().value())
        .natural("sequence", fact.sequence())
        .word("verdict", fact.verdict(), Vocabulary.VERDICT)
        .objects("probes", fact.probes(), FactWriter::probe)
        .flag("changed", fact.changed());
  }

  static void probe(FieldWriter out, ProbeReport probe) {
    out.text("name", probe.name())
        .text("kind", probe.kind())
        .word("status", probe.status(), Vocabulary.PROBE_STATUS)
        .text("detail", probe.detail());
  }

  @Override
  public FieldWriter expire(Fact.Expire fact) {
    return out.text("session", fact.session().value()).number("last", fact.last().offset());
  }

  @Override
  public FieldWriter timer(Fact.Timer fact) {
    return out.text("name", fact.name()).natural("version", fact.version());
  }

  @Override
  public FieldWriter request(Fact.Request fact) {
    return out.text("id", fact.id())
        .text("by", fact.by())
        .object("operation", inner -> OperationFields.write(inner, fact.operation()));
  }

  @Override
  public FieldWriter released(Fact.Released fact) {
    return out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("session", fact.session().value())
        .flag("held", fact.held());
  }

  @Override
  public FieldWriter acquired(Fact.Acquired fact) {
    return out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("session", fact.session().value())
        .duration("took", fact.took());
  }

  @Override
  public FieldWriter failed(Fact.Failed fact) {
    return out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("why", fact.why());
  }

  @Override
  public FieldWriter hookFinished(HookFinished fact) {
    return out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .word("hook", fact.hook(), Vocabulary.HOOK)
        .number("exitStatus", fact.exitStatus().map(Integer::longValue))
        .text("output", fact.output())
        .duration("took", fact.took());
  }

  @Override
  public FieldWriter incident(Incident fact) {
    return out.text("node", fact.node().value())
        .number("epoch", fact.epoch().value())
        .word("kind", fact.kind(), Vocabulary.INCIDENT)
        .text("subject", fact.subject())
        .text("detail", fact.detail());
  }

  @Override
  public FieldWriter host(HostReport fact) {
    return HostFields.write(out, fact);
  }

  @Override
  public FieldWriter outcome(Outcome fact) {
    return out.number("epoch", fact.epoch().value())
        .text("node", fact.node().value())
        .text("binding", fact.binding())
        .natural("index", fact.index())
        .word("result", fact.result(), Vocabulary.OUTCOME)
        .text("detail", fact.detail())
        .texts("evidence", fact.evidence(), part -> part)
        .duration("took", fact.took())
        .natural("tries", fact.tries());
  }

  @Override
  public FieldWriter defined(Fact.Defined fact) {
    return out.text("id", fact.id())
        .text("by", fact.by())
        .object("definition", inner -> DefinitionFields.write(inner, fact.definition()))
        .optionalFlag("override", fact.override());
  }

  @Override
  public FieldWriter beat(Fact.Beat fact) {
    return out.text("arbiter", fact.arbiter().value()).natural("sequence", fact.sequence());
  }

  @Override
  public FieldWriter foldVersion(Fact.FoldVersion fact) {
    return out.natural("version", fact.version());
  }

  @Override
  public FieldWriter logLoss(Fact.LogLoss fact) {
    return out.text("arbiter", fact.arbiter().value()).number("reached", fact.reached().offset());
  }

  @Override
  public FieldWriter orphanedEpoch(OrphanedEpoch fact) {
    return out.text("arbiter", fact.arbiter().value()).number("epoch", fact.epoch().value());
  }
}
