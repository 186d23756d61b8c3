package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import java.util.Optional;

/** Stories of records that ought not to be there. */
final class RecordStories {

  private RecordStories() {}

  /**
   * Rule Q: a record breaks the fold, while the holder cannot read its commands. It goes on;
   * skipped, the cluster goes on as well, with the same holder and all that it knew before.
   */
  static void aRecordBreaksTheFold(Stage stage) {
    KeeperProcess first = stage.settled();
    KeeperProcess last = stage.world.keepers().get(stage.world.setup.nodes() - 1);
    if (last != first) {
      stage.world.operator().request(new Operation.Switchover(Optional.of(last.node())));
      stage.until("the last one answers", last.host::answers);
    }
    stage.let(600);
    KeeperProcess holder = stage.answering().orElseThrow();
    int other = (stage.world.keepers().indexOf(holder) + 1) % stage.world.setup.nodes();
    holder.link(Topic.COMMANDS).cutInward(1);
    new Injector(stage.world).happen(new Fault(FaultKind.BREAK_FOLD, 0, 1_500_000_000L, other, 0));
    stage.until("it is quarantined", () -> isQuarantined(stage));
    stage.let(1_000);
    if (!holder.host.answers() || !isQuarantined(stage)) {
      throw new IllegalStateException("the holder does not go on in quarantine");
    }
    stage.until("it is skipped", () -> !isQuarantined(stage));
    stage.let(1_200);
    holder.link(Topic.COMMANDS).cutInward(-1);
    stage.let(1_000);
    holder.host.losePower();
    stage.untilAnotherAnswers(holder);
  }

  private static boolean isQuarantined(Stage stage) {
    return stage
        .world
        .watch
        .reference()
        .model()
        .clusters()
        .get(World.CLUSTER)
        .flatMap(ClusterState::quarantine)
        .isPresent();
  }

  /** Rule B: whoever is no member moves nothing, whatever it says. */
  static void anOutsiderSpeaks(Stage stage) {
    KeeperProcess holder = stage.settled();
    Epoch before = stage.world.watch.epoch();
    for (int detail = 0; detail < 30; detail++) {
      stage.world.operator().say(Outsider.keepalive(detail));
      stage.let(40);
    }
    stage.let(1_000);
    if (!holder.host.answers() || !stage.world.watch.epoch().equals(before)) {
      throw new IllegalStateException("an outsider moved the VIPs");
    }
  }

  /**
   * Rule B: a loss takes the gap of the one before. Commands of that gap's generation still stand,
   * but every keeper starts after them, so only the arbiters have read them.
   */
  static void onlyCommandsTellOfTheGap(Stage stage) {
    stage.settled();
    stage.world.keepers().forEach(SimulatedProcess::crash);
    stage.untilSnapshotted();
    long events = stage.world.events.end() - 1;
    long commands = stage.world.commands.end();
    int commits = stage.world.store.size();
    stage.lose(1, 0);
    stage.until("commands of its generation stand", () -> isAnswered(stage, commands));
    long reached = stage.world.events.end();
    stage.world.arbiters().forEach(SimulatedProcess::crash);
    stage.world.store.lose(stage.world.store.size() - commits);
    stage.lose((int) (reached - events), 0);
    while (stage.world.events.end() <= reached) {
      stage.world.operator().request(new Operation.Acknowledge());
      stage.let(100);
    }
    stage.world.arbiters().forEach(SimulatedProcess::start);
    stage.until("an arbiter leads", () -> stage.leads().isPresent());
    stage.let(3_000);
    stage.world.keepers().forEach(SimulatedProcess::start);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: the committed state contains events that are lost, and the log has grown again beyond
   * them when an arbiter begins there. In the places of the lost events stands the beginning of a
   * session that is soon to hold.
   */
  static void aSnapshotOutlivesItsEvents(Stage stage) {
    KeeperProcess holder = stage.settled();
    KeeperProcess next = stage.other(holder);
    ArbiterProcess leader = stage.leader();
    ArbiterProcess second = stage.other(leader);
    stage.world.keepers().stream()
        .filter(each -> each != holder && each != next)
        .forEach(each -> stage.world.operator().request(new Operation.Standby(each.node())));
    stage.untilSnapshotted();
    long events = stage.world.events.end();
    stage.untilSnapshotted();
    long reached = stage.world.events.end();
    second.crash();
    next.crash();
    stage.lose((int) (reached - events), 0);
    long commands = stage.world.commands.end();
    next.start();
    stage.untilHeardOf(next.node());
    growBeyond(stage, reached);
    second.start();
    stage.until("the gap is over", () -> isAnswered(stage, commands));
    holder.leave();
    stage.untilAnotherAnswers(holder);
    holder.start();
    stage.let(100);
    leader.crash();
    stage.until("the other arbiter leads", second::leads);
    stage.let(3_000);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: events are lost of which only the committed state knows, because nobody was there to
   * notice. The log has grown again when an arbiter begins.
   */
  static void onlyASnapshotTellsOfTheLoss(Stage stage) {
    stage.settled();
    long events = stage.world.events.end();
    stage.untilSnapshotted();
    long reached = stage.world.events.end();
    stage.world.arbiters().forEach(SimulatedProcess::crash);
    stage.lose((int) (reached - events), 0);
    growBeyond(stage, reached);
    stage.world.arbiters().forEach(SimulatedProcess::start);
    stage.until("an arbiter tells of it", () -> isLossTold(stage));
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: the one arbiter that had read the lost events is gone. The other leads then, and finds
   * them in the committed state.
   */
  static void whoLeadsNeverReadWhatIsLost(Stage stage) {
    stage.settled();
    ArbiterProcess leader = stage.leader();
    ArbiterProcess second = stage.other(leader);
    second.link(Topic.EVENTS).cutInward(1);
    long events = stage.world.events.end();
    stage.untilSnapshotted();
    long reached = stage.world.events.end();
    leader.crash();
    stage.lose((int) (reached - events), 0);
    growBeyond(stage, reached);
    second.link(Topic.EVENTS).cutInward(-1);
    stage.until("the other arbiter tells of it", () -> isLossTold(stage));
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: the committed state has an epoch that the events lost, until it is lost itself. The
   * standby arbiter began before that, and who leads after it, so they count gaps differently. In a
   * further gap of the cluster, the standby takes what the leader assigns for unexplained.
   */
  static void aStandbyBeganWithStateThatIsLost(Stage stage) {
    KeeperProcess holder = stage.settled();
    ArbiterProcess second = stage.leader();
    ArbiterProcess leader = stage.other(second);
    long events = stage.world.events.end();
    Operation move = new Operation.Switchover(Optional.of(stage.other(holder).node()));
    stage.world.operator().request(move);
    stage.untilAnotherAnswers(holder);
    stage.untilSnapshotted();
    stage.world.arbiters().forEach(SimulatedProcess::crash);
    stage.lose((int) (stage.world.events.end() - events), 0);
    second.start();
    stage.until("the gap is over", () -> second.leads() && isHeld(second));
    second.halt();
    stage.world.store.lose(stage.world.store.size());
    leader.start();
    stage.until("the other leads", () -> leader.leads() && isHeld(leader));
    second.unhalt();
    stage.let(1_000);
    long before = found(stage);
    Epoch present = leader.model().clusters().get(World.CLUSTER).orElseThrow().epoch();
    stage.world.operator().say(new OrphanedEpoch(new ArbiterId("arbiter-9"), present));
    stage.let(6_000);
    if (!isHeld(leader) || found(stage) > before + 2) {
      throw new IllegalStateException("gap follows gap");
    }
  }

  private static boolean isHeld(ArbiterProcess arbiter) {
    return arbiter
        .model()
        .clusters()
        .get(World.CLUSTER)
        .filter(state -> state.assignment() instanceof AssignmentState.Held)
        .isPresent();
  }

  private static long found(Stage stage) {
    return stage.world.events.records().stream()
        .filter(record -> record.fact() instanceof OrphanedEpoch)
        .count();
  }

  private static boolean isLossTold(Stage stage) {
    return stage.world.events.records().stream()
        .anyMatch(record -> record.fact() instanceof Fact.LogLoss);
  }

  private static void growBeyond(Stage stage, long end) {
    while (stage.world.events.end() <= end) {
      stage.world.operator().request(new Operation.Acknowledge());
      stage.let(5);
    }
  }

  private static boolean isAnswered(Stage stage, long commands) {
    return stage.world.commands.records().stream()
        .skip(commands)
        .anyMatch(
            order -> order.source().generation() > 0 && !(order.command() instanceof Command.Tick));
  }
}
