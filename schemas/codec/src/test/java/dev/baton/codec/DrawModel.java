package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.definition.WithoutPromises;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import java.time.Duration;

/** Draws what facts, commands and states are made of. */
final class DrawModel {

  private final Draw draw;

  DrawModel(Draw draw) {
    this.draw = draw;
  }

  ClusterId cluster() {
    return new ClusterId(draw.name());
  }

  Asks asks() {
    return new Asks(draw.list(3, this::node), draw.within(Duration.ZERO, Timings.MOST_HOLDOVER));
  }

  NodeId node() {
    return new NodeId(draw.name());
  }

  SessionId session() {
    return new SessionId(draw.name());
  }

  InstallId install() {
    return new InstallId(draw.name());
  }

  ArbiterId arbiter() {
    return new ArbiterId(draw.name());
  }

  MemberAddress memberAddress() {
    return new MemberAddress(draw.flag() ? "10.20.0.11" : "fd00::11", draw.within(1, 65_535));
  }

  Epoch epoch() {
    return new Epoch(draw.natural());
  }

  Position position() {
    return new Position(draw.offset());
  }

  Source source() {
    return new Source(draw.natural(), position(), draw.within(0, Integer.MAX_VALUE - 1));
  }

  ProbeReport probe() {
    return new ProbeReport(draw.name(), draw.text(), draw.one(ProbeStatus.values()), draw.text());
  }

  ClusterDefinition definition(ClusterId cluster) {
    return new ClusterDefinition(
        cluster,
        1 + draw.natural() / 2,
        draw.distinct(16, this::node).stream()
            .map(node -> new Member(node, draw.within(1, 1000)))
            .toList(),
        draw.distinct(64, this::vip),
        draw.distinct(8, draw::name).stream().map(kind -> new Binding(kind, draw.map())).toList(),
        timings(),
        policy(),
        new HookPlan(draw.maybe(this::hookTimeout), draw.maybe(this::hookTimeout)));
  }

  Operation operation() {
    return switch (draw.below(8)) {
      case 0 -> new Operation.Switchover(draw.maybe(this::node));
      case 1 -> new Operation.Maintenance(draw.flag());
      case 2 -> new Operation.Standby(node());
      case 3 -> new Operation.Resume(node());
      case 4 -> new Operation.Acknowledge();
      case 5 -> new Operation.Undefine(draw.flag() ? 0 : draw.natural());
      case 6 -> new Operation.Forget(node());
      default -> new Operation.Rebind(node());
    };
  }

  HostView hostView() {
    return new HostView(
        draw.list(8, this::hostAddress),
        draw.list(8, () -> new HostView.Refused(vip(), draw.text())),
        draw.natural(),
        draw.list(4, draw::text));
  }

  private HostAddress hostAddress() {
    Vip address = vip();
    return new HostAddress(
        address.address(), draw.within(0, address.isIpv6() ? 128 : 32), draw.text());
  }

  private Vip vip() {
    return draw.flag()
        ? new Vip("10.%d.%d.%d".formatted(draw.below(256), draw.below(256), draw.below(256)))
        : new Vip("fd00::%x:%x".formatted(draw.below(0x10000), draw.below(0x10000)));
  }

  private Timings timings() {
    Duration lease = draw.within(Duration.ofMillis(100), Duration.ofSeconds(60));
    return new Timings(
        lease,
        draw.within(Duration.ofMillis(10), lease.dividedBy(3)),
        draw.within(Duration.ofMillis(200), Duration.ofHours(1)),
        draw.within(100, 100_000),
        draw.within(Duration.ofMillis(5), mostEpsilon(lease)),
        holdover(lease));
  }

  private Duration holdover(Duration lease) {
    return draw.flag()
        ? Timings.usualHoldover(lease)
        : draw.within(lease.plus(Timings.PROMISE), Duration.ofMinutes(10));
  }

  private static Duration mostEpsilon(Duration lease) {
    Duration most = Duration.ofSeconds(10);
    Duration quarter = lease.dividedBy(4);
    return quarter.compareTo(most) < 0 ? quarter : most;
  }

  private FailoverPolicy policy() {
    return new FailoverPolicy(
        draw.maybe(() -> draw.within(Duration.ZERO, Duration.ofDays(7))),
        draw.within(2, 1000),
        draw.within(Duration.ofSeconds(1), Duration.ofDays(7)),
        draw.flag() ? WithoutPromises.RELEASE : WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS);
  }

  Duration hookTimeout() {
    return draw.within(Duration.ofMillis(100), Duration.ofHours(1));
  }
}
