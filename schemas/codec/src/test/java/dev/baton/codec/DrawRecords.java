package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.MemberAddress;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FoldVersion;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.IncidentKind;
import dev.baton.model.fact.Introduction;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Draws facts, orders and audit lines. */
final class DrawRecords {

  private final Draw draw;
  private final DrawModel model;

  DrawRecords(Draw draw) {
    this.draw = draw;
    this.model = new DrawModel(draw);
  }

  /** Returns a fact of a cluster. */
  Fact fact(ClusterId cluster) {
    return draw.oneOf(
        List.of(
            this::keepalive,
            () -> new Fact.SessionClosed(model.node(), model.session(), draw.text()),
            this::health,
            () -> new Fact.Expire(model.session(), model.position()),
            () -> new Fact.Timer(draw.name(), draw.natural()),
            () -> new Fact.Request(draw.name(), draw.text(), model.operation()),
            this::released,
            this::acquired,
            () -> new Fact.Failed(model.epoch(), model.node(), draw.text()),
            this::hookFinished,
            this::incident,
            this::outcome,
            () -> new HostReport(model.node(), model.install(), model.hostView()),
            () -> new OrphanedEpoch(model.arbiter(), model.epoch()),
            () -> defined(cluster)));
  }

  /** Returns a fact of a partition. */
  Fact partitionFact() {
    return draw.oneOf(
        List.of(
            () -> new Fact.Beat(model.arbiter(), draw.natural()),
            () -> new FoldVersion(draw.within(1, 1_000)),
            () -> new Fact.LogLoss(model.arbiter(), model.position(), draw.natural())));
  }

  CommandRecord order() {
    ClusterId cluster = model.cluster();
    Command command = command(cluster);
    boolean tick = command instanceof Command.Tick;
    return new CommandRecord(
        tick ? Optional.empty() : Optional.of(cluster), model.source(), command);
  }

  AuditEntry audit() {
    return new AuditEntry(
        draw.maybe(model::cluster),
        model.source(),
        draw.instant(),
        draw.one(AuditEntry.Kind.values()),
        draw.text(),
        draw.maybe(model::epoch),
        draw.maybe(model::node),
        draw.text(),
        draw.list(5, this::alternative),
        draw.map());
  }

  private Fact keepalive() {
    long sequence = draw.natural();
    Optional<Introduction> introduction = draw.maybe(this::introduction);
    return new Fact.Keepalive(
        model.node(),
        model.session(),
        sequence,
        draw.within(Duration.ofMillis(1), Duration.ofSeconds(60)),
        model.epoch(),
        model.epoch(),
        draw.natural(),
        sequence == 0 ? Optional.of(introduction()) : introduction,
        draw.maybe(draw::text),
        draw.maybe(model::asks));
  }

  private Introduction introduction() {
    return new Introduction(
        model.install(),
        draw.list(16, model::session),
        draw.natural(),
        draw.one(Enforcement.values()),
        draw.list(2, model::memberAddress));
  }

  private Fact released() {
    return new Fact.Released(
        model.epoch(),
        model.node(),
        model.session(),
        draw.flag(),
        draw.maybe(() -> draw.one(ReleaseReason.values())));
  }

  private Fact acquired() {
    return new Fact.Acquired(
        model.epoch(),
        model.node(),
        model.session(),
        draw.duration(),
        draw.maybe(() -> draw.one(OpenedBy.values())));
  }

  private Fact health() {
    return new Health(
        model.node(),
        draw.natural(),
        draw.one(Verdict.values()),
        draw.list(64, model::probe),
        draw.flag());
  }

  private Fact hookFinished() {
    return new HookFinished(
        model.epoch(),
        model.node(),
        draw.one(Hook.values()),
        draw.maybe(() -> draw.within(-1, 255)),
        draw.text(),
        draw.duration());
  }

  private Fact incident() {
    return new Incident(
        model.node(), model.epoch(), draw.one(IncidentKind.values()), draw.text(), draw.text());
  }

  private Fact defined(ClusterId cluster) {
    return new Fact.Defined(draw.name(), draw.text(), model.definition(cluster), draw.flag());
  }

  private Fact outcome() {
    return new Outcome(
        model.epoch(),
        model.node(),
        draw.name(),
        draw.within(0, 7),
        draw.one(OutcomeResult.values()),
        draw.text(),
        draw.list(64, draw::text),
        draw.duration(),
        draw.within(1, 1_000));
  }

  private Command command(ClusterId cluster) {
    return draw.oneOf(
        List.of(
            () -> new Command.Release(model.epoch(), model.node(), model.session()),
            this::assign,
            this::next,
            () -> new Command.Peers(draw.list(64, this::peer)),
            () -> new Command.Dead(model.session()),
            () -> new Command.Define(model.definition(cluster), draw.flag()),
            () -> new Command.Demote(model.epoch(), model.node(), model.hookTimeout()),
            () -> new Command.Promote(model.epoch(), model.node(), model.hookTimeout()),
            () -> new Command.Undefine(1 + draw.natural() / 2),
            () -> new Command.Tick(model.arbiter(), draw.natural(), model.position())));
  }

  private Command assign() {
    return new Command.Assign(
        model.epoch(),
        model.node(),
        model.session(),
        draw.one(Command.Ending.values()),
        model.epoch());
  }

  private Command.Peer peer() {
    return new Command.Peer(
        model.node(), model.session(), draw.list(MemberAddress.MOST, model::memberAddress));
  }

  private Command next() {
    Epoch after = new Epoch(draw.within(0, 1_000_000));
    return new Command.Next(after.next(), after, model.node(), model.session());
  }

  private AuditEntry.Alternative alternative() {
    return new AuditEntry.Alternative(
        model.node(),
        draw.flag(),
        draw.one(AuditEntry.Eligibility.values()),
        draw.within(-5, 1000));
  }
}
