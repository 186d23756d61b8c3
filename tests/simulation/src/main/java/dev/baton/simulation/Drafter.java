package dev.baton.simulation;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Drafts definitions: of other members, leases, addresses, scripts. */
final class Drafter {
  static final Duration LONGEST_LEASE = Duration.ofMillis(900);
  private static final Duration SCRIPT = Duration.ofMillis(300);

  private final Setup setup;
  private final Dice dice;

  Drafter(Setup setup, Dice dice) {
    this.setup = setup;
    this.dice = dice;
  }

  static NodeId node(int index) {
    return new NodeId("n" + index);
  }

  /** The first definition; mostly of all nodes. */
  ClusterDefinition first() {
    boolean all = setup.profile() == Profile.CALM || dice.percent(80);
    return draft(1, all ? setup.nodes() : setup.nodes() - 1, setup.timings().granted());
  }

  /** Another definition after that one. */
  ClusterDefinition next(ClusterDefinition before) {
    Duration granted =
        dice.percent(40)
            ? Duration.ofMillis(dice.between(3, 9) * 100L)
            : before.timings().granted();
    return draft(before.version() + 1, dice.between(1, setup.nodes()), granted);
  }

  /** The same definition under another version. */
  static ClusterDefinition version(ClusterDefinition of, long version) {
    return with(of, version, of.members());
  }

  /** The same definition under another version, of other members. */
  static ClusterDefinition with(ClusterDefinition of, long version, List<Member> members) {
    return new ClusterDefinition(
        of.cluster(),
        version,
        members,
        of.vips(),
        of.bindings(),
        of.timings(),
        of.policy(),
        of.hooks());
  }

  /** The next definition: as that one, with another holdover. */
  static ClusterDefinition withHoldover(ClusterDefinition of, Duration holdover) {
    return withTimings(of, withHoldover(of.timings(), holdover));
  }

  /** The next definition: as that one, and a holder keeps the VIPs while the others are silent. */
  static ClusterDefinition keeping(ClusterDefinition of) {
    return next(of, of.timings(), of.policy().keeping());
  }

  /** The next definition: as that one, with other timings. */
  static ClusterDefinition withTimings(ClusterDefinition of, Timings timings) {
    return next(of, timings, of.policy());
  }

  private static ClusterDefinition next(
      ClusterDefinition of, Timings timings, FailoverPolicy policy) {
    return new ClusterDefinition(
        of.cluster(),
        of.version() + 1,
        of.members(),
        of.vips(),
        of.bindings(),
        timings,
        policy,
        of.hooks());
  }

  private static Timings withHoldover(Timings of, Duration holdover) {
    return new Timings(
        of.lease(),
        of.keepaliveInterval(),
        of.healthTimeout(),
        of.driftPpm(),
        of.epsilon(),
        holdover);
  }

  /** Each version but every third has a longer holdover than the shortest. */
  private static Timings timings(Timings shortest, long version) {
    return withHoldover(shortest, shortest.holdover().plusMillis(version % 3 * 700));
  }

  private ClusterDefinition draft(long version, int size, Duration granted) {
    List<Member> members = new ArrayList<>();
    int first = version == 1 ? 0 : dice.between(0, setup.nodes() - 1);
    for (int index = 0; index < size; index++) {
      members.add(new Member(node((first + index) % setup.nodes()), dice.between(1, 3)));
    }
    List<Vip> vips = new ArrayList<>(List.of(new Vip("10.20.0.10")));
    if (dice.percent(30)) {
      vips.add(new Vip("10.20.0.11"));
    }
    return new ClusterDefinition(
        World.CLUSTER,
        version,
        members,
        vips,
        List.of(new Binding("arp", new TreeMap<>())),
        timings(Setup.timings(granted, setup.healthInterval()), version),
        policy(),
        hooks());
  }

  private FailoverPolicy policy() {
    Optional<Duration> failback =
        setup.profile() != Profile.CALM && dice.percent(25)
            ? Optional.of(Duration.ofMillis(dice.between(200, 2_000)))
            : Optional.empty();
    return new FailoverPolicy(failback, dice.between(4, 12), Duration.ofMinutes(10));
  }

  private HookPlan hooks() {
    if (!setup.hooks()) {
      return HookPlan.NONE;
    }
    return new HookPlan(
        dice.percent(70) ? Optional.of(SCRIPT) : Optional.empty(),
        dice.percent(70) ? Optional.of(SCRIPT) : Optional.empty());
  }
}
