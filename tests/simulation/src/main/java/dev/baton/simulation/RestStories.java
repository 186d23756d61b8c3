package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.Epoch;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stories of what is not written while nothing happens, and is missed by nobody when it does. */
final class RestStories {
  private RestStories() {}

  /** Rule E: nobody reaches the log for longer than any lease, and all come back at once. */
  static void outageExpiresNobody(Stage stage) {
    stage.settled();
    long before = stage.world.events.end();
    everybody(stage).forEach(each -> cut(each.link(Topic.EVENTS), 1));
    stage.let(2_600);
    everybody(stage).forEach(each -> cut(each.link(Topic.EVENTS), -1));
    stage.let(2_000);
    boolean expired =
        stage.world.events.records().stream()
            .skip(before)
            .anyMatch(entry -> entry.fact() instanceof Fact.Expire);
    demand(!expired, "a session was waited out although nobody could write");
    demand(stage.answering().isPresent(), "nobody holds after the outage");
  }

  /** Rule Z: standbys ask for the leader while a node is silent, and it answers in time. */
  static void leaderAnswersWhoeverAsks(Stage stage) {
    KeeperProcess holder = stage.settled();
    ArbiterProcess leader = stage.leader();
    for (int time = 0; time < 6; time++) {
      stage.other(holder).crash();
      stage.let(1_300);
      demand(leader.leads(), "the leader was replaced although it answers");
      stage.other(holder).start();
      stage.let(1_000 + 150L * time);
    }
  }

  /** Rule Z: the leader loses its power with the holder; it is replaced within the lease. */
  static void leaderDiesWithTheHolder(Stage stage) {
    KeeperProcess holder = stage.settled();
    stage.leader().crash();
    holder.host.losePower();
    stage.let(1_200);
    demand(stage.answering().isPresent(), "nobody has taken over in time");
  }

  /**
   * Another broker leads, and lacks keepalives that were acknowledged and that no arbiter has read.
   * The holder counts on them, and is cut off.
   */
  static void aNewLeaderLacksWhatWasAcknowledged(Stage stage) {
    KeeperProcess holder = stage.settled();
    stage.untilHeardOf(holder.node());
    stage.let(5);
    stage.world.arbiters().forEach(each -> each.link(Topic.EVENTS).cutInward(1));
    long events = stage.world.events.end();
    stage.let(250);
    holder.link(Topic.EVENTS).cutOutward(1);
    stage.lose((int) (stage.world.events.end() - events), 0);
    stage.world.arbiters().forEach(each -> each.link(Topic.EVENTS).cutInward(-1));
    stage.let(1_500);
  }

  /**
   * Rule B: the log loses that the holder's session began; of its keepalives only few say again who
   * it is.
   */
  static void beginningOfTheHolderIsLost(Stage stage) {
    KeeperProcess first = stage.settled();
    KeeperProcess next = stage.other(first);
    next.crash();
    stage.let(1_500);
    stage.untilSnapshotted();
    long events = stage.world.events.end();
    int commits = stage.world.store.size();
    next.start();
    stage.untilHeardOf(next.node());
    stage.world.operator().request(new Operation.Switchover(Optional.of(next.node())));
    stage.until("it holds", next.host::answers);
    stage.let(1_400);
    stage.world.store.lose(stage.world.store.size() - commits);
    stage.lose((int) (stage.world.events.end() - events), 0);
    stage.world.store.lose(stage.world.store.size() - commits);
    stage.let(5_000);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: after a loss the holder is given the next epoch, and never reads of it; a further loss
   * takes that from the log. The others have read of it, and one of them is to be the next.
   */
  static void theNextEpochIsLostUnread(Stage stage) {
    KeeperProcess holder = stage.other(stage.settled());
    stage.world.operator().request(new Operation.Switchover(Optional.of(holder.node())));
    stage.until("it holds", holder.host::answers);
    stage.let(500);
    holder.link(Topic.COMMANDS).lag(5_000_000_000L);
    stage.lose(1, 0);
    long events = stage.world.events.end();
    long commands = stage.world.commands.end();
    int commits = stage.world.store.size();
    stage.until("it is given the next epoch", () -> isAssigned(stage, commands));
    stage.let(300);
    stage.world.store.lose(stage.world.store.size() - commits);
    stage.lose(
        (int) (stage.world.events.end() - events), (int) (stage.world.commands.end() - commands));
    stage.world.store.lose(stage.world.store.size() - commits);
    holder.link(Topic.COMMANDS).lag(0);
    holder.host.setService(false);
    stage.untilAnotherAnswers(holder);
  }

  private static boolean isAssigned(Stage stage, long since) {
    return stage.world.commands.records().stream()
        .skip(since)
        .anyMatch(order -> order.command() instanceof Command.Assign);
  }

  /**
   * Rule B: the events of two moves are lost, their orders stand, and both nodes that held lose
   * their power. The third has not read the orders yet, so only the commands still tell.
   */
  static void movesAreLostWithTheirHolders(Stage stage) {
    KeeperProcess first = stage.settled();
    KeeperProcess second = stage.other(first);
    KeeperProcess third =
        stage.world.keepers().stream()
            .filter(each -> each != first && each != second)
            .findFirst()
            .orElseThrow();
    stage.untilSnapshotted();
    third.link(Topic.COMMANDS).lag(2_500_000_000L);
    long events = stage.world.events.end();
    int commits = stage.world.store.size();
    for (KeeperProcess next : List.of(second, first)) {
      stage.world.operator().request(new Operation.Switchover(Optional.of(next.node())));
      stage.until("the next answers", next.host::answers);
      stage.let(500);
    }
    Epoch given = stage.world.watch.epoch();
    long commands = stage.world.commands.end();
    first.host.losePower();
    second.host.losePower();
    stage.world.store.lose(stage.world.store.size() - commits);
    stage.lose((int) (stage.world.events.end() - events), 0);
    stage.world.store.lose(stage.world.store.size() - commits);
    stage.let(2_000);
    third.link(Topic.COMMANDS).lag(0);
    stage.until("the third answers", third.host::answers);
    boolean again =
        stage.world.commands.records().stream()
            .skip(commands)
            .map(CommandRecord::command)
            .anyMatch(
                command -> command instanceof Command.Assign to && !to.epoch().isAfter(given));
    demand(!again, "an epoch was given again");
  }

  /**
   * Kafka is lost for good, and an empty one takes its place: arbiters and keepers are started
   * there, and the cluster is defined again. A keeper that goes on all the while holds by its lease
   * alone.
   */
  static void kafkaIsLostForGood(Stage stage) {
    KeeperProcess holder = stage.settled();
    stage.world.arbiters().forEach(SimulatedProcess::crash);
    stage.world.keepers().stream().filter(each -> each != holder).forEach(SimulatedProcess::crash);
    stage.world.store.lose(Integer.MAX_VALUE);
    stage.lose((int) stage.world.events.end(), (int) stage.world.commands.end());
    everybody(stage).filter(each -> each != holder).forEach(SimulatedProcess::start);
    stage.until("an arbiter leads", () -> stage.leads().isPresent());
    stage.world.defineAgain();
    stage.until("somebody holds", () -> stage.answering().isPresent());
    holder.host.losePower();
    stage.untilAnotherAnswers(holder);
  }

  private static Stream<SimulatedProcess> everybody(Stage stage) {
    return Stream.concat(
        stage.world.keepers().stream().map(SimulatedProcess.class::cast),
        stage.world.arbiters().stream());
  }

  private static void cut(Link link, int by) {
    link.cutInward(by);
    link.cutOutward(by);
  }

  private static void demand(boolean so, String otherwise) {
    if (!so) {
      throw new IllegalStateException(otherwise);
    }
  }
}
