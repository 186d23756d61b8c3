package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Successor;
import java.util.Optional;
import java.util.stream.LongStream;

/** Stories of rule D: who stands ready, and how the VIPs reach it. */
final class SuccessorStories {

  private SuccessorStories() {}

  /**
   * Rule Q: a quarantine is lifted while somebody stands ready. The holder is found and is given a
   * new epoch, but lets go of the old one before it reads that.
   */
  static void aSuccessorOutlivesAQuarantine(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    int third = 3 - stage.world.keepers().indexOf(holder) - stage.world.keepers().indexOf(next);
    new Injector(stage.world).happen(new Fault(FaultKind.BREAK_FOLD, 0, 1_500_000_000L, third, 0));
    stage.until("it is quarantined", () -> isQuarantined(stage));
    stage.let(300);
    holder.link(Topic.COMMANDS).lag(3_000_000_000L);
    next.link(Topic.COMMANDS).lag(6_000_000_000L);
    long commands = stage.world.commands.end();
    stage.until("the holder is given a new epoch", () -> firstAssign(stage, commands).isPresent());
    stage.let(100);
    holder.host.setService(false);
    stage.let(6_000);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: the successor is no member any more, and has not read that it was withdrawn. Records
   * are lost, and the holder leaves before it has read of that.
   */
  static void aRemovedSuccessorOutlivesAGap(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    next.link(Topic.COMMANDS).cutInward(1);
    remove(stage, next);
    stage.let(300);
    stage.lose(1, 0);
    holder.leave();
    stage.let(8_000);
    next.link(Topic.COMMANDS).cutInward(-1);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * The successor does not read that its number was taken back, and hears the word of the holder.
   */
  static void whoeverWasTakenBackHearsTheWord(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    next.link(Topic.COMMANDS).cutInward(1);
    next.host.setService(false);
    stage.until("it is taken back", () -> isTakenBack(stage, next));
    stage.let(300);
    holder.host.setService(false);
    stage.let(1_500);
    next.link(Topic.COMMANDS).cutInward(-1);
    stage.let(500);
    next.host.setService(true);
    stage.untilAnotherAnswers(holder);
  }

  /** The successor has given its number up, another stands ready, and the holder lets go. */
  static void whoeverGaveUpHearsTheWord(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    next.host.setService(false);
    stage.until("it is taken back", () -> isTakenBack(stage, next));
    stage.let(1_000);
    holder.host.setService(false);
    stage.let(1_000);
    next.host.setService(true);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /**
   * Somebody else stands ready when the successor's session has ended and it has a new one. It
   * hears the word for which it waited in the session before.
   */
  static void aSuccessorBeginsANewSession(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess preferred = successor(stage);
    if (state(stage).definitions().effective().orElseThrow().members().size() < 3) {
      return;
    }
    preferred.host.setService(false);
    stage.until(
        "another stands ready",
        () -> standing(stage).filter(of -> !of.node().equals(preferred.node())).isPresent());
    KeeperProcess next = successor(stage);
    Optional<SessionId> named = standing(stage).map(Successor::session);
    stage.let(300);
    next.link(Topic.EVENTS).cutOutward(1);
    stage.until(
        "its session is over", () -> !state(stage).sessions().containsKey(named.orElseThrow()));
    preferred.host.setService(true);
    stage.let(1_500);
    next.link(Topic.EVENTS).cutOutward(-1);
    stage.let(1_000);
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /** Rule Q: who stood ready before a quarantine is named anew after it, with a later number. */
  static void aQuarantineIsLiftedUnderASuccessor(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    int third = 3 - stage.world.keepers().indexOf(holder) - stage.world.keepers().indexOf(next);
    new Injector(stage.world).happen(new Fault(FaultKind.BREAK_FOLD, 0, 1_500_000_000L, third, 0));
    stage.until("it is quarantined", () -> isQuarantined(stage));
    stage.until("it is not any more", () -> !isQuarantined(stage));
    stage.let(3_000);
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
    stage.let(2_000);
  }

  /**
   * Rule B: all have read of a loss. Neither the holder nor who stood ready reads what is decided
   * after it, and the holder's service dies.
   */
  static void theServiceDiesRightAfterAGap(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    stage.let(300);
    stage.lose(1, 0);
    stage.until("a loss is noticed", () -> isSuspended(stage));
    stage.until(
        "both have read of it", () -> hasReadOfLoss(stage, holder) && hasReadOfLoss(stage, next));
    holder.link(Topic.COMMANDS).cutInward(1);
    next.link(Topic.COMMANDS).cutInward(1);
    stage.until("the gap is over", () -> !isSuspended(stage));
    stage.let(100);
    holder.host.setService(false);
    stage.let(1_000);
    holder.link(Topic.COMMANDS).cutInward(-1);
    stage.let(100);
    next.link(Topic.COMMANDS).cutInward(-1);
    stage.untilAnotherAnswers(holder);
    stage.let(500);
  }

  /**
   * Rule B: a holder that was found is given a new epoch, but that command is lost unread. So it is
   * told to let go of an epoch that it never heard of.
   */
  static void theHolderNeverReadsItsNewEpoch(Stage stage) {
    KeeperProcess holder = stage.settled();
    stage.lose(1, 0);
    stage.until("a loss is noticed", () -> isSuspended(stage));
    long commands = stage.world.commands.end();
    stage.until("it is given a new epoch", () -> firstAssign(stage, commands).isPresent());
    stage.lose(0, (int) (stage.world.commands.end() - firstAssign(stage, commands).orElseThrow()));
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
  }

  /** The successor opens on the word of the holder, and so does the one after it. */
  static void theServiceOfTheHolderDies(Stage stage) {
    KeeperProcess first = stage.settled();
    successor(stage);
    first.host.setService(false);
    KeeperProcess second = stage.untilAnotherAnswers(first);
    stage.let(1_500);
    first.host.setService(true);
    stage.let(1_500);
    successor(stage);
    second.host.setService(false);
    stage.untilAnotherAnswers(second);
    stage.let(1_000);
  }

  /** An operator wants another than the one that stands ready, which does not hear of it. */
  static void aSwitchoverGoesPastTheSuccessor(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    next.link(Topic.COMMANDS).cutInward(1);
    stage.world.keepers().stream()
        .filter(each -> each != holder && each != next)
        .map(KeeperProcess::node)
        .forEach(
            node -> stage.world.operator().request(new Operation.Switchover(Optional.of(node))));
    stage.let(1_500);
    next.link(Topic.COMMANDS).cutInward(-1);
    stage.until("somebody holds", () -> stage.answering().isPresent());
    stage.let(500);
  }

  /** The holder's power fails while the successor, no member any more, is to give its number up. */
  static void theHolderDiesWhileItsSuccessorIsRemoved(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    next.link(Topic.COMMANDS).cutInward(1);
    remove(stage, next);
    stage.let(300);
    holder.host.losePower();
    stage.let(2_500);
    next.link(Topic.COMMANDS).cutInward(-1);
    startAgain(stage, holder);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /** The holder wants to let go, and stops right before it shuts its gate. */
  static void theHolderStopsBeforeItShuts(Stage stage) {
    KeeperProcess holder = stage.settled();
    successor(stage);
    holder.ambush("ShutGate", holder::halt);
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
    holder.unhalt();
    stage.let(500);
  }

  /** Rule B: the successor has opened on the word, and what it and the holder said is lost. */
  static void whatTheSuccessorTookIsLost(Stage stage) {
    KeeperProcess holder = stage.settled();
    successor(stage);
    stage.let(200);
    long events = stage.world.events.end();
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
    stage.let(100);
    stage.lose((int) (stage.world.events.end() - events), 0);
    stage.let(4_000);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: a holder whose service is dead has let go, and what it said of that is lost before an
   * arbiter reads it, with a record that they have read. It must not be given the VIPs again.
   */
  static void whatTheHolderSaidIsLost(Stage stage) {
    KeeperProcess holder = stage.settled();
    successor(stage);
    stage.let(200);
    long events = stage.world.events.end();
    holder.host.setService(false);
    stage.until("it says that", () -> first(stage, events, Fact.Released.class).isPresent());
    long said = first(stage, events, Fact.Released.class).orElseThrow();
    stage.lose((int) (stage.world.events.end() - said) + 1, 0);
    stage.until("somebody holds", () -> stage.answering().isPresent());
    KeeperProcess then = stage.answering().orElseThrow();
    stage.until("another than the one whose service is dead holds", () -> then != holder);
  }

  /**
   * A take fails, and that is lost before an arbiter reads it. Whoever could stand ready meanwhile
   * is slow to answer that it does no more.
   */
  static void whatCouldNotBeTakenIsLost(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = successor(stage);
    next.host.refuseAddresses(true);
    long events = stage.world.events.end();
    holder.host.setService(false);
    stage.until("it fails", () -> first(stage, events, Fact.Failed.class).isPresent());
    stage.lose(
        (int) (stage.world.events.end() - first(stage, events, Fact.Failed.class).orElseThrow()),
        0);
    next.host.refuseAddresses(false);
    stage.world.keepers().stream()
        .filter(each -> each != next)
        .forEach(each -> each.link(Topic.COMMANDS).lag(1_200_000_000L));
    stage.untilAnotherAnswers(holder);
  }

  /** Where the first event of a kind since then stands. */
  private static Optional<Long> first(Stage stage, long since, Class<? extends Fact> kind) {
    return LongStream.range(since, stage.world.events.end())
        .filter(at -> kind.isInstance(stage.world.events.at(at).fact()))
        .boxed()
        .findFirst();
  }

  /** Where the first assignment since then stands. */
  private static Optional<Long> firstAssign(Stage stage, long since) {
    return LongStream.range(since, stage.world.commands.end())
        .filter(at -> stage.world.commands.at(at).command() instanceof Command.Assign)
        .boxed()
        .findFirst();
  }

  private static boolean hasReadOfLoss(Stage stage, KeeperProcess keeper) {
    return state(stage).sessions().values().stream()
        .filter(session -> session.node().equals(keeper.node()))
        .anyMatch(session -> session.generation() > 0);
  }

  private static boolean isSuspended(Stage stage) {
    return state(stage).assignment() instanceof AssignmentState.Suspended;
  }

  private static void remove(Stage stage, KeeperProcess removed) {
    ClusterDefinition first = state(stage).definitions().effective().orElseThrow();
    stage
        .world
        .operator()
        .define(
            Drafter.with(
                first,
                first.version() + 1,
                first.members().stream()
                    .filter(member -> !member.node().equals(removed.node()))
                    .toList()));
    stage.until(
        "it is in force",
        () ->
            state(stage).definitions().effective().orElseThrow().member(removed.node()).isEmpty());
  }

  private static void startAgain(Stage stage, KeeperProcess keeper) {
    keeper.start();
    stage.world.agents().get(stage.world.keepers().indexOf(keeper)).start();
  }

  private static boolean isTakenBack(Stage stage, KeeperProcess next) {
    return standing(stage)
        .filter(of -> of.node().equals(next.node()))
        .filter(of -> !of.withdrawn())
        .isEmpty();
  }

  private static boolean isQuarantined(Stage stage) {
    return state(stage).quarantine().isPresent();
  }

  private static KeeperProcess successor(Stage stage) {
    stage.until("somebody stands ready", () -> standing(stage).isPresent());
    return stage.world.keepers().stream()
        .filter(each -> each.node().equals(standing(stage).orElseThrow().node()))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Successor> standing(Stage stage) {
    return state(stage).succession().successor();
  }

  private static ClusterState state(Stage stage) {
    return stage.world.watch.reference().model().clusters().get(World.CLUSTER).orElseThrow();
  }
}
