package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.NodeId;
import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.ClusterState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stories of rule M: how definitions come, are ended, and go. */
final class MembershipStories {

  private MembershipStories() {}

  /**
   * All members are replaced by names that nobody has; only an operator's word brings them back.
   */
  static void aChangeToNobodyIsOverridden(Stage stage) {
    KeeperProcess holder = stage.settled();
    ClusterDefinition first = inForce(stage);
    stage.world.operator().define(Drafter.with(first, next(stage), members("x", "y")));
    stage.until("it is in force", () -> inForce(stage).member(new NodeId("x")).isPresent());
    stage.until("the holder lets go", () -> !holder.host.answers());
    stage.world.operator().define(Drafter.version(first, next(stage)));
    stage.let(2_000);
    if (stage.answering().isPresent()) {
      throw new IllegalStateException("a definition took effect that no member could read");
    }
    stage.world.operator().override(Drafter.version(first, next(stage)));
    stage.until("somebody holds again", () -> stage.answering().isPresent());
  }

  /** A definition without a node is replaced by one with it: who read the first may count on it. */
  static void aChangeUnderWayIsReplaced(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess second = stage.other(holder);
    KeeperProcess third =
        stage.world.keepers().stream()
            .filter(each -> each != holder && each != second)
            .findFirst()
            .orElseThrow();
    ClusterDefinition first = inForce(stage);
    long version = next(stage);
    stage
        .world
        .operator()
        .define(Drafter.with(first, version, members(name(holder), name(second))));
    stage
        .world
        .operator()
        .override(Drafter.with(first, version + 1, members(name(holder), name(third))));
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
    if (!third.host.answers()) {
      throw new IllegalStateException("another than the only one left has the VIPs");
    }
  }

  /** Nobody can read a definition: aborting it leaves the one in force, and costs nothing. */
  static void aChangeUnderWayIsAborted(Stage stage) {
    KeeperProcess holder = stage.settled();
    ClusterDefinition first = inForce(stage);
    stage.world.keepers().forEach(each -> each.link(Topic.COMMANDS).cutInward(1));
    stage.world.operator().define(Drafter.with(first, next(stage), members("x", "y")));
    stage.let(300);
    stage.world.operator().override(Drafter.version(first, next(stage)));
    stage.let(100);
    stage.world.keepers().forEach(each -> each.link(Topic.COMMANDS).cutInward(-1));
    stage.until("the abort is in force", () -> inForce(stage).version() > first.version());
    if (!inForce(stage).members().equals(first.members()) || !holder.host.answers()) {
      throw new IllegalStateException("what was aborted has left traces");
    }
    holder.host.losePower();
    stage.untilAnotherAnswers(holder);
  }

  /** A definition that nobody reads does not take effect, however long it waits. */
  static void aChangeIsReadByNobody(Stage stage) {
    stage.settled();
    ClusterDefinition first = inForce(stage);
    stage.world.keepers().forEach(each -> each.link(Topic.COMMANDS).cutInward(1));
    stage.world.operator().define(Drafter.version(first, next(stage)));
    stage.let(3_000);
    stage.demand("the first is in force", () -> inForce(stage).version() == first.version());
    stage.world.keepers().forEach(each -> each.link(Topic.COMMANDS).cutInward(-1));
    stage.until("the next is in force", () -> inForce(stage).version() > first.version());
  }

  /** The cluster goes, with its holder; defined again it goes on under later epochs. */
  static void aClusterIsUndefinedAndComesBack(Stage stage) {
    KeeperProcess holder = stage.settled();
    stage.world.operator().request(new Operation.Undefine());
    stage.until("the holder lets go", () -> !holder.host.answers());
    stage.let(1_500);
    if (stage.answering().isPresent() || state(stage).definitions().latest().isPresent()) {
      throw new IllegalStateException("an undefined cluster has a holder");
    }
    if (stage.world.keepers().stream().anyMatch(each -> !each.host.gate().guarded().isEmpty())) {
      throw new IllegalStateException("a keeper guards what is undefined");
    }
    stage.world.defineAgain();
    stage.until("somebody holds again", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: a loss takes a definition that members have read, and nobody notices. The cluster is
   * undefined, under a version above it, and a further loss leaves that to the commands alone.
   */
  static void onlyCommandsTellThatItIsGone(Stage stage) {
    stage.settled();
    stage.untilSnapshotted();
    long events = stage.world.events.end();
    long commands = stage.world.commands.end();
    int commits = stage.world.store.size();
    stage.world.operator().define(Drafter.version(inForce(stage), next(stage)));
    stage.until("it is in force", () -> inForce(stage).version() == 2);
    restartWithout(stage, events, commands, commits);
    stage.until(
        "members tell what they have read",
        () ->
            asTheLeaderKnows(stage)
                .filter(state -> state.definitions().latestVersion() == 1)
                .filter(state -> state.nextVersion(inForce(stage).members()) == 3)
                .isPresent());
    stage.world.operator().request(new Operation.Undefine());
    stage.until("the commands tell that it is gone", () -> isUndefined(stage));
    stage.let(500);
    restartWithout(stage, events, stage.world.commands.end(), commits);
    stage.until(
        "it is gone again",
        () ->
            asTheLeaderKnows(stage)
                .filter(state -> state.definitions().latest().isEmpty())
                .isPresent());
    stage.world.defineAgain();
    stage.until("somebody holds again", () -> stage.answering().isPresent());
  }

  private static boolean isUndefined(Stage stage) {
    return stage.world.commands.records().stream()
        .anyMatch(order -> order.command() instanceof Command.Undefine);
  }

  private static Optional<ClusterState> asTheLeaderKnows(Stage stage) {
    return stage.leads().flatMap(arbiter -> arbiter.model().clusters().get(World.CLUSTER));
  }

  /**
   * The arbiters are down while the log loses what it took since then, and until it has grown as
   * long again.
   */
  private static void restartWithout(Stage stage, long events, long commands, int commits) {
    stage.world.arbiters().forEach(SimulatedProcess::crash);
    stage.world.store.lose(stage.world.store.size() - commits);
    long reached = stage.world.events.end();
    stage.lose((int) (reached - events), (int) (stage.world.commands.end() - commands));
    stage.until("the log is as long again", () -> stage.world.events.end() > reached);
    stage.world.arbiters().forEach(SimulatedProcess::start);
    stage.until("an arbiter leads", () -> stage.leads().isPresent());
  }

  private static List<Member> members(String... names) {
    return Stream.of(names).map(name -> new Member(new NodeId(name), 2)).toList();
  }

  private static String name(KeeperProcess keeper) {
    return keeper.node().value();
  }

  private static long next(Stage stage) {
    return state(stage).definitions().latestVersion() + 1;
  }

  private static ClusterDefinition inForce(Stage stage) {
    return state(stage).definitions().effective().orElseThrow();
  }

  private static ClusterState state(Stage stage) {
    return stage.world.watch.reference().model().clusters().get(World.CLUSTER).orElseThrow();
  }
}
