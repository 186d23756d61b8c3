package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stories of rule H: Kafka goes away, for all or for one. */
final class HoldoverStories {
  private HoldoverStories() {}

  /** No broker answers for a while. Nothing moves, and the VIPs are answered for all the time. */
  static void kafkaGoesAwayAndComesBack(Stage stage) {
    KeeperProcess holder = stage.settled();
    Epoch before = state(stage).epoch();
    new Injector(stage.world).away(5_000_000_000L);
    stage.always("the holder answers", 8_000, holder.host::answers);
    stage.demand("nothing has moved", () -> state(stage).epoch().equals(before));
    stage.demand("its new session holds", () -> isHeldBy(stage, holder));
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
  }

  /** The holder alone is cut off. Whoever has promised waits until that is over. */
  static void onlyTheHolderIsCutOff(Stage stage) {
    KeeperProcess holder = stage.settled();
    cut(holder);
    KeeperProcess next = stage.untilAnotherAnswers(holder);
    stage.let(1_500);
    heal(holder);
    stage.let(1_500);
    stage.demand("it keeps them", next.host::answers);
  }

  /** The holder is cut off, and who has promised starts again right after that. */
  static void whoHasPromisedStartsAgain(Stage stage) {
    KeeperProcess holder = stage.settled();
    cut(holder);
    stage.let(850);
    others(stage, holder).forEach(HoldoverStories::startAgain);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /** All others were dead when the holder is cut off, and come back. */
  static void theHolderIsAlone(Stage stage) {
    KeeperProcess holder = alone(stage);
    cut(holder);
    others(stage, holder).forEach(each -> startWithAgent(stage, each));
    stage.let(1_500);
    stage.demand("it goes on alone", holder.host::answers);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /** All others are dead, and Kafka goes away: the holder keeps the VIPs. */
  static void kafkaGoesAwayFromALoneHolder(Stage stage) {
    KeeperProcess holder = alone(stage);
    Epoch before = state(stage).epoch();
    new Injector(stage.world).away(1_600_000_000L);
    stage.always("the holder answers", 4_000, holder.host::answers);
    others(stage, holder).forEach(each -> startWithAgent(stage, each));
    stage.always("the holder answers", 2_000, holder.host::answers);
    stage.demand("nothing has moved", () -> state(stage).epoch().equals(before));
  }

  /** One of the others was dead; who is assigned after the holder leaves before it can open. */
  static void whoWasAssignedLeavesBeforeItOpens(Stage stage) {
    KeeperProcess holder = stage.settled();
    List<KeeperProcess> rest = others(stage, holder).toList();
    if (members(stage).size() < 3) {
      return;
    }
    KeeperProcess dead = rest.get(0);
    KeeperProcess asked = rest.get(1);
    stage.world.agents().get(stage.world.keepers().indexOf(dead)).crash();
    dead.crash();
    stage.until("it is not named", () -> isNamedOnly(stage, List.of(asked.node())));
    stage.let(300);
    cut(holder);
    stage.let(100);
    startWithAgent(stage, dead);
    stage.until(
        "the one that was named is assigned",
        () -> state(stage).assignment().assignee().equals(Optional.of(asked.node())));
    asked.leave();
    stage.untilAnotherAnswers(holder);
    stage.let(300);
  }

  /**
   * The holder was cut off until another was assigned. Its keepalives are acknowledged again, but
   * it reads no commands.
   */
  static void theHolderIsHeardButDoesNotHear(Stage stage) {
    KeeperProcess holder = stage.settled();
    cut(holder);
    stage.until(
        "another is assigned",
        () ->
            !state(stage).assignment().assignee().equals(Optional.of(holder.node()))
                && state(stage).assignment() instanceof AssignmentState.Held);
    holder.link(Topic.EVENTS).cutOutward(-1);
    holder.link(Topic.EVENTS).cutInward(-1);
    stage.untilAnotherAnswers(holder);
    stage.let(1_000);
  }

  /**
   * It writes, but hears no acknowledgement and no command. It is to let go, and says in its next
   * session that it holds.
   */
  static void theHolderGoesOnAlthoughItIsToLetGo(Stage stage) {
    KeeperProcess holder = stage.settled();
    holder.link(Topic.EVENTS).cutInward(1);
    holder.link(Topic.COMMANDS).cutInward(1);
    stage.world.operator().request(new Operation.Switchover(Optional.empty()));
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /** A copy of the lone holder's machine runs beside it when it is cut off. */
  static void aCopyOfTheLoneHolderRuns(Stage stage) {
    KeeperProcess holder = alone(stage);
    stage.world.cloneNode(stage.world.keepers().indexOf(holder), true);
    stage.let(500);
    cut(holder);
    stage.let(3_500);
    others(stage, holder).limit(2).forEach(each -> startWithAgent(stage, each));
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /**
   * A lone holder does not read that the holdover is shorter now. The others come back, so that the
   * definition takes effect, and then the holder is cut off.
   */
  static void theLoneHolderKnowsALongerHoldover(Stage stage) {
    KeeperProcess holder = stage.settled();
    Duration shortest = inForce(stage).timings().holdover();
    define(stage, Drafter.withHoldover(latest(stage), shortest.plusSeconds(4)));
    alone(stage, holder);
    holder.link(Topic.COMMANDS).cutInward(1);
    others(stage, holder).forEach(each -> startWithAgent(stage, each));
    define(stage, Drafter.withHoldover(latest(stage), shortest));
    cut(holder);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /**
   * A lone holder has asked nobody because its acknowledgements were late. Then it reads that the
   * others are back, is acknowledged once more, and is cut off.
   */
  static void theLoneHolderIsJoined(Stage stage) {
    stage.settled();
    hasten(stage);
    KeeperProcess holder = alone(stage);
    cut(holder, Topic.COMMANDS);
    others(stage, holder).forEach(each -> startWithAgent(stage, each));
    stage.let(1_000);
    cut(holder, Topic.EVENTS);
    stage.let(170);
    heal(holder, Topic.COMMANDS);
    stage.let(60);
    heal(holder, Topic.EVENTS);
    stage.let(170);
    cut(holder);
    stage.untilAnotherAnswers(holder);
    stage.let(1_000);
  }

  /** A lone holder is cut off while the arbiters wait because records were lost. */
  static void theLoneHolderIsCutOffInAGap(Stage stage) {
    KeeperProcess holder = alone(stage);
    others(stage, holder).forEach(each -> startWithAgent(stage, each));
    stage.lose(1, 0);
    stage.let(1_300);
    cut(holder);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /** A change of members that the holder does not read: who is no member any more has read it. */
  static void whoPromisedIsNoMemberAnyMore(Stage stage) {
    KeeperProcess holder = stage.settled();
    List<KeeperProcess> rest = others(stage, holder).toList();
    define(stage, holder, rest.get(0));
    stage.let(1_000);
    if (!holder.host.answers()) {
      return;
    }
    cut(holder);
    define(stage, holder, rest.get(1));
    stage.untilAnotherAnswers(holder);
    stage.let(1_500);
  }

  /** Nobody hears anybody, and Kafka goes away for all: by the definition the holder stays. */
  static void theHolderKeepsTheVipsInSilence(Stage stage) {
    KeeperProcess holder = stage.settled();
    define(stage, Drafter.keeping(latest(stage)));
    Epoch before = state(stage).epoch();
    new Injector(stage.world).away(5_000_000_000L);
    stage.always("the holder answers", 8_000, holder.host::answers);
    stage.demand("nothing has moved", () -> state(stage).epoch().equals(before));
  }

  /** By the definition the holder would stay in silence, but the others are heard. */
  static void theHolderThatKeepsIsCutOffFromKafkaOnly(Stage stage) {
    KeeperProcess holder = stage.settled();
    define(stage, Drafter.keeping(latest(stage)));
    cut(holder);
    stage.untilAnotherAnswers(holder);
    stage.let(3_000);
  }

  /** Kafka goes away for all, and comes back for all but the holder. Leases are short. */
  static void theOthersAreServedBeforeTheHolderThatKeeps(Stage stage) {
    stage.settled();
    hasten(stage);
    define(stage, Drafter.keeping(latest(stage)));
    KeeperProcess holder = stage.settled();
    new Injector(stage.world).away(2_000_000_000L);
    cut(holder);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /** The same, and whoever has said that Kafka answers it starts again, and is not heard since. */
  static void theLastWordAgainstTheHolderStands(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess other = others(stage, holder).findFirst().orElseThrow();
    define(stage, holder, other);
    define(stage, Drafter.keeping(latest(stage)));
    stage.let(1_000);
    if (!holder.host.answers()) {
      return;
    }
    cut(holder);
    stage.let(650);
    startAgain(other);
    stage.untilAnotherAnswers(holder);
    stage.let(3_000);
  }

  private static void define(Stage stage, KeeperProcess... of) {
    List<Member> members = Stream.of(of).map(each -> new Member(each.node(), 1)).toList();
    ClusterDefinition now = latest(stage);
    define(stage, Drafter.with(now, now.version() + 1, members));
  }

  private static void define(Stage stage, ClusterDefinition next) {
    stage.world.operator().define(next);
    stage.until("it is in force", () -> inForce(stage).version() == next.version());
  }

  /** Shortens the leases. */
  private static void hasten(Stage stage) {
    Timings now = inForce(stage).timings();
    Timings quick = Setup.timings(Duration.ofMillis(300), now.healthTimeout().dividedBy(4));
    define(stage, Drafter.withTimings(latest(stage), quick));
    stage.world.keepers().forEach(HoldoverStories::startAgain);
    stage.let(1_000);
  }

  private static KeeperProcess alone(Stage stage) {
    return alone(stage, stage.settled());
  }

  private static KeeperProcess alone(Stage stage, KeeperProcess holder) {
    others(stage, holder)
        .forEach(
            each -> {
              stage.world.agents().get(stage.world.keepers().indexOf(each)).crash();
              each.crash();
            });
    stage.until("it names nobody", () -> isNamedOnly(stage, List.of()));
    stage.let(300);
    return holder;
  }

  private static boolean isNamedOnly(Stage stage, List<NodeId> nodes) {
    return state(stage).sessions().values().stream()
        .flatMap(session -> session.roster().stream())
        .anyMatch(roster -> roster.asks().nodes().equals(nodes));
  }

  private static List<Member> members(Stage stage) {
    return inForce(stage).members();
  }

  private static ClusterDefinition inForce(Stage stage) {
    return state(stage).definitions().effective().orElseThrow();
  }

  private static ClusterDefinition latest(Stage stage) {
    return state(stage).definitions().latest().orElseThrow();
  }

  private static Stream<KeeperProcess> others(Stage stage, KeeperProcess than) {
    return stage.world.keepers().stream().filter(each -> each != than);
  }

  private static void startAgain(KeeperProcess keeper) {
    keeper.crash();
    keeper.start();
  }

  private static void startWithAgent(Stage stage, KeeperProcess keeper) {
    keeper.start();
    stage.world.agents().get(stage.world.keepers().indexOf(keeper)).start();
  }

  private static void cut(KeeperProcess keeper) {
    cut(keeper, Topic.EVENTS);
    cut(keeper, Topic.COMMANDS);
  }

  private static void cut(KeeperProcess keeper, Topic topic) {
    keeper.link(topic).cutOutward(1);
    keeper.link(topic).cutInward(1);
  }

  private static void heal(KeeperProcess keeper) {
    heal(keeper, Topic.EVENTS);
    heal(keeper, Topic.COMMANDS);
  }

  private static void heal(KeeperProcess keeper, Topic topic) {
    keeper.link(topic).cutOutward(-1);
    keeper.link(topic).cutInward(-1);
  }

  private static boolean isHeldBy(Stage stage, KeeperProcess keeper) {
    return state(stage).assignment() instanceof AssignmentState.Held held
        && held.node().equals(keeper.node())
        && state(stage).sessions().containsKey(held.session());
  }

  private static ClusterState state(Stage stage) {
    return stage.world.watch.reference().model().clusters().get(World.CLUSTER).orElseThrow();
  }
}
