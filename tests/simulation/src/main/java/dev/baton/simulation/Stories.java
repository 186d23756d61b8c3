package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Stories in which one clause of the protocol alone stands between the world and harm. */
final class Stories {
  private static final Map<String, Consumer<Stage>> ALL = new TreeMap<>();

  static {
    ALL.put("answerIsHeldBack", Stories::answerIsHeldBack);
    ALL.put("answerComesAfterTheLease", Stories::answerComesAfterTheLease);
    ALL.put("firstKeepaliveIsGivenUp", Stories::firstKeepaliveIsGivenUp);
    ALL.put("arbiterStartsBetweenKeepalives", Stories::arbiterStartsBetweenKeepalives);
    ALL.put("expireComesTooLate", Stories::expireComesTooLate);
    ALL.put("deposedLeaderWritesLate", Stories::deposedLeaderWritesLate);
    ALL.put("keeperStopsBeforeItShuts", Stories::keeperStopsBeforeItShuts);
    ALL.put("keeperStopsBeforeTheGateIsTold", Stories::keeperStopsBeforeTheGateIsTold);
    ALL.put("definitionIsReadByFew", Stories::definitionIsReadByFew);
    ALL.put("blindLeaderIsReplaced", Stories::blindLeaderIsReplaced);
  }

  private Stories() {}

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Consumer<Stage> named(String name) {
    return Optional.ofNullable(ALL.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no story " + name));
  }

  /**
   * Rule K: the answer to a keepalive comes when most of the lease is over, and the next keepalive
   * reaches the log only when the session has been waited out.
   */
  private static void answerIsHeldBack(Stage stage) {
    KeeperProcess holder = stage.settled();
    Link events = holder.link(Topic.EVENTS);
    stage.untilHeardOf(holder.node());
    holder.link(Topic.COMMANDS).cutInward(1);
    stage.untilHeardOf(holder.node());
    events.cutInward(1);
    stage.untilHeardOf(holder.node());
    stage.let(650);
    events.cutOutward(1);
    events.cutInward(-1);
    stage.untilAnotherAnswers(holder);
    events.cutOutward(-1);
    stage.let(500);
  }

  /**
   * Rule K: a keeper sleeps from its keepalive on; the keepalive reaches the log when the session
   * has been waited out, but while its own lease would run.
   */
  private static void answerComesAfterTheLease(Stage stage) {
    KeeperProcess holder = stage.settled();
    Link events = holder.link(Topic.EVENTS);
    holder.link(Topic.COMMANDS).cutInward(1);
    stage.untilHeardOf(holder.node());
    events.cutOutward(1);
    holder.ambush("Send", () -> holder.trap(1, holder::halt));
    stage.untilAnotherAnswers(holder);
    events.cutOutward(-1);
    stage.let(60);
    holder.unhalt();
    stage.let(500);
  }

  /**
   * Rule K: a session's first keepalive is taken by the log, but its answer is lost. The session is
   * given the VIPs, and is waited out, before the keeper learns that it ever began.
   */
  private static void firstKeepaliveIsGivenUp(Stage stage) {
    KeeperProcess first = stage.settled();
    KeeperProcess late = stage.other(first);
    Link events = late.link(Topic.EVENTS);
    late.crash();
    stage.let(1_200);
    events.cutInward(1);
    late.start();
    stage.untilHeardOf(late.node());
    events.cutOutward(1);
    stage.world.operator().request(new Operation.Switchover(Optional.of(late.node())));
    stage.until("it is told", late::wants);
    late.link(Topic.COMMANDS).cutInward(1);
    stage.untilAnotherAnswers(first);
    events.cutInward(-1);
    events.cutOutward(-1);
    stage.let(1_000);
  }

  /** Rule E: an arbiter starts anew, from a state as fresh as the last keepalive. */
  private static void arbiterStartsBetweenKeepalives(Stage stage) {
    KeeperProcess holder = stage.settled();
    for (int time = 0; time < 12; time++) {
      stage.untilHeardOf(holder.node());
      stage.let(20 + 14L * time);
      stage.world.arbiters().forEach(SimulatedProcess::crash);
      stage.world.arbiters().forEach(SimulatedProcess::start);
      stage.let(600);
    }
  }

  /** Rule E: the holder spoke in time, but the arbiters read it late. */
  private static void expireComesTooLate(Stage stage) {
    KeeperProcess holder = stage.settled();
    Link events = holder.link(Topic.EVENTS);
    stage.untilHeardOf(holder.node());
    events.cutOutward(1);
    stage.let(400);
    stage.world.arbiters().forEach(each -> each.link(Topic.EVENTS).lag(290_000_000L));
    stage.let(360);
    events.cutOutward(-1);
    stage.let(2_000);
  }

  /** Rule R: a leader that was asleep writes an assignment that everybody has long passed. */
  private static void deposedLeaderWritesLate(Stage stage) {
    KeeperProcess first = stage.settled();
    ArbiterProcess deposed = stage.leader();
    deposed.ambush("Assign", deposed::halt);
    stage.world.operator().request(new Operation.Switchover(Optional.empty()));
    KeeperProcess second = stage.untilAnotherAnswers(first);
    stage.let(500);
    stage.world.operator().request(new Operation.Switchover(Optional.of(first.node())));
    stage.untilAnotherAnswers(second);
    stage.let(200);
    deposed.unhalt();
    stage.let(1_000);
  }

  /** Rule R: a keeper that was told to let go stops right before it shuts its gate. */
  private static void keeperStopsBeforeItShuts(Stage stage) {
    KeeperProcess holder = stage.settled();
    holder.ambush("ShutGate", holder::halt);
    stage.world.operator().request(new Operation.Switchover(Optional.empty()));
    stage.untilAnotherAnswers(holder);
    holder.unhalt();
    stage.let(500);
  }

  /** Rule G: a keeper stops between an answer and telling the gate, until it was waited out. */
  private static void keeperStopsBeforeTheGateIsTold(Stage stage) {
    KeeperProcess holder = stage.settled();
    holder.ambush("Acknowledge", holder::halt);
    stage.untilAnotherAnswers(holder);
    holder.unhalt();
    stage.let(500);
  }

  /** Rule M: only one of three members reads a definition. */
  private static void definitionIsReadByFew(Stage stage) {
    KeeperProcess reader = stage.settled();
    stage.world.keepers().stream()
        .filter(keeper -> keeper != reader)
        .forEach(keeper -> keeper.link(Topic.COMMANDS).cutInward(1));
    new Injector(stage.world).happen(new Fault(FaultKind.DEFINE, 0, 0, 0, 0));
    stage.let(2_500);
  }

  /** Rules S and Z: the leader cannot read the events any more when the holder loses power. */
  private static void blindLeaderIsReplaced(Stage stage) {
    KeeperProcess holder = stage.settled();
    stage.leader().link(Topic.EVENTS).cutInward(1);
    stage.let(300);
    holder.host.losePower();
    stage.untilAnotherAnswers(holder);
  }
}
