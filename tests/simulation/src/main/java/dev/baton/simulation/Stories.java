package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.Epoch;
import dev.baton.model.fact.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Stories in which one clause of the protocol alone stands between the world and harm. */
final class Stories {
  private static final Duration LONG = Duration.ofSeconds(2);
  private static final Map<String, Story> ALL = new TreeMap<>();

  static {
    tell("answerIsHeldBack", Stories::answerIsHeldBack);
    tell("answerComesAfterTheLease", Stories::answerComesAfterTheLease);
    ALL.put(
        "firstKeepaliveIsGivenUp",
        new Story(
            Profile.MIXED, Duration.ofMillis(300), Words.LOST, Stories::firstKeepaliveIsGivenUp));
    tell("arbiterStartsBetweenKeepalives", Stories::arbiterStartsBetweenKeepalives);
    tell("expireComesTooLate", Stories::expireComesTooLate);
    tell("deposedLeaderWritesLate", Stories::deposedLeaderWritesLate);
    tell("keeperStopsBeforeItShuts", Stories::keeperStopsBeforeItShuts);
    tell("keeperStopsBeforeTheGateIsTold", Stories::keeperStopsBeforeTheGateIsTold);
    tell("definitionIsReadByFew", Stories::definitionIsReadByFew);
    tell("blindLeaderIsReplaced", Stories::blindLeaderIsReplaced);
    tell("standbyCannotReadForAWhile", Stories::standbyCannotReadForAWhile);
    tell("outageExpiresNobody", RestStories::outageExpiresNobody);
    tell("leaderAnswersWhoeverAsks", RestStories::leaderAnswersWhoeverAsks);
    tell("leaderDiesWithTheHolder", RestStories::leaderDiesWithTheHolder);
    tellOfLoss("beginningOfTheHolderIsLost", RestStories::beginningOfTheHolderIsLost);
    tellOfLoss(
        "aNewLeaderLacksWhatWasAcknowledged", RestStories::aNewLeaderLacksWhatWasAcknowledged);
    tellOfLoss("movesAreLostWithTheirHolders", RestStories::movesAreLostWithTheirHolders);
    tellOfLoss("theNextEpochIsLostUnread", RestStories::theNextEpochIsLostUnread);
    tell("aChangeToNobodyIsOverridden", MembershipStories::aChangeToNobodyIsOverridden);
    tell("aChangeUnderWayIsReplaced", MembershipStories::aChangeUnderWayIsReplaced);
    tell("aChangeUnderWayIsAborted", MembershipStories::aChangeUnderWayIsAborted);
    tell("aChangeIsReadByNobody", MembershipStories::aChangeIsReadByNobody);
    tell("aClusterIsUndefinedAndComesBack", MembershipStories::aClusterIsUndefinedAndComesBack);
    tellOfLoss("kafkaIsLostForGood", RestStories::kafkaIsLostForGood);
    tellOfLoss("onlyCommandsTellThatItIsGone", MembershipStories::onlyCommandsTellThatItIsGone);
    tellOfLoss("commandsEndBeforeTheSnapshot", Stories::commandsEndBeforeTheSnapshot);
    tellOfLoss("aWholeMoveIsLost", Stories::aWholeMoveIsLost);
    tellWithWords(
        "aSuccessorOutlivesAQuarantine",
        Profile.MIXED,
        SuccessorStories::aSuccessorOutlivesAQuarantine);
    tellWithWords(
        "aRemovedSuccessorOutlivesAGap",
        Profile.LOSS,
        SuccessorStories::aRemovedSuccessorOutlivesAGap);
    tellWithWords(
        "whoeverWasTakenBackHearsTheWord",
        Profile.MIXED,
        SuccessorStories::whoeverWasTakenBackHearsTheWord);
    tellWithWords(
        "whoeverGaveUpHearsTheWord", Profile.MIXED, SuccessorStories::whoeverGaveUpHearsTheWord);
    tellWithWords(
        "aSuccessorBeginsANewSession",
        Profile.MIXED,
        SuccessorStories::aSuccessorBeginsANewSession);
    tellWithWords(
        "theServiceOfTheHolderDies", Profile.MIXED, SuccessorStories::theServiceOfTheHolderDies);
    tellWithWords(
        "aSwitchoverGoesPastTheSuccessor",
        Profile.MIXED,
        SuccessorStories::aSwitchoverGoesPastTheSuccessor);
    tellWithWords(
        "theHolderDiesWhileItsSuccessorIsRemoved",
        Profile.MIXED,
        SuccessorStories::theHolderDiesWhileItsSuccessorIsRemoved);
    tellWithWords(
        "theHolderStopsBeforeItShuts",
        Profile.MIXED,
        SuccessorStories::theHolderStopsBeforeItShuts);
    tellWithWords(
        "whatTheSuccessorTookIsLost", Profile.LOSS, SuccessorStories::whatTheSuccessorTookIsLost);
    tellOfLoss("whatTheHolderSaidIsLost", SuccessorStories::whatTheHolderSaidIsLost);
    tellWithWords(
        "aQuarantineIsLiftedUnderASuccessor",
        Profile.MIXED,
        SuccessorStories::aQuarantineIsLiftedUnderASuccessor);
    tellWithWords(
        "theServiceDiesRightAfterAGap",
        Profile.LOSS,
        SuccessorStories::theServiceDiesRightAfterAGap);
    tellOfLoss("theHolderNeverReadsItsNewEpoch", SuccessorStories::theHolderNeverReadsItsNewEpoch);
    tellOfLoss("whatCouldNotBeTakenIsLost", SuccessorStories::whatCouldNotBeTakenIsLost);
    tellOfHoldover("kafkaGoesAwayAndComesBack", HoldoverStories::kafkaGoesAwayAndComesBack);
    tellOfHoldover("onlyTheHolderIsCutOff", HoldoverStories::onlyTheHolderIsCutOff);
    tellOfHoldover("whoHasPromisedStartsAgain", HoldoverStories::whoHasPromisedStartsAgain);
    tellOfHoldover("theHolderIsAlone", HoldoverStories::theHolderIsAlone);
    tellOfHoldover("kafkaGoesAwayFromALoneHolder", HoldoverStories::kafkaGoesAwayFromALoneHolder);
    tellOfHoldover(
        "whoWasAssignedLeavesBeforeItOpens", HoldoverStories::whoWasAssignedLeavesBeforeItOpens);
    tellOfHoldover(
        "theHolderIsHeardButDoesNotHear", HoldoverStories::theHolderIsHeardButDoesNotHear);
    ALL.put(
        "theHolderGoesOnAlthoughItIsToLetGo",
        new Story(
            Profile.MIXED,
            Duration.ofMillis(300),
            Words.HEARD,
            HoldoverStories::theHolderGoesOnAlthoughItIsToLetGo));
    tellOfHoldover("aCopyOfTheLoneHolderRuns", HoldoverStories::aCopyOfTheLoneHolderRuns);
    tell("theHolderKeepsTheVipsInSilence", HoldoverStories::theHolderKeepsTheVipsInSilence);
    tellOfHoldover(
        "theHolderThatKeepsIsCutOffFromKafkaOnly",
        HoldoverStories::theHolderThatKeepsIsCutOffFromKafkaOnly);
    tellOfHoldover(
        "theOthersAreServedBeforeTheHolderThatKeeps",
        HoldoverStories::theOthersAreServedBeforeTheHolderThatKeeps);
    tellOfHoldover(
        "theLastWordAgainstTheHolderStands", HoldoverStories::theLastWordAgainstTheHolderStands);
    tell("theLoneHolderIsJoined", HoldoverStories::theLoneHolderIsJoined);
    tellOfHoldover(
        "theLoneHolderKnowsALongerHoldover", HoldoverStories::theLoneHolderKnowsALongerHoldover);
    ALL.put(
        "theLoneHolderIsCutOffInAGap",
        new Story(Profile.LOSS, LONG, Words.HEARD, HoldoverStories::theLoneHolderIsCutOffInAGap));
    tellOfHoldover("whoPromisedIsNoMemberAnyMore", HoldoverStories::whoPromisedIsNoMemberAnyMore);
    tell("aRecordBreaksTheFold", RecordStories::aRecordBreaksTheFold);
    tell("anOutsiderSpeaks", RecordStories::anOutsiderSpeaks);
    tellOfLoss("lossTakesTheGapBefore", Stories::lossTakesTheGapBefore);
    tellOfLoss("onlyCommandsTellOfTheGap", RecordStories::onlyCommandsTellOfTheGap);
    tellOfLoss("aSnapshotOutlivesItsEvents", RecordStories::aSnapshotOutlivesItsEvents);
    tellOfLoss("onlyASnapshotTellsOfTheLoss", RecordStories::onlyASnapshotTellsOfTheLoss);
    tellOfLoss("whoLeadsNeverReadWhatIsLost", RecordStories::whoLeadsNeverReadWhatIsLost);
    tellOfLoss("aStandbyBeganWithStateThatIsLost", RecordStories::aStandbyBeganWithStateThatIsLost);
  }

  private Stories() {}

  private static void tell(String name, Consumer<Stage> plot) {
    ALL.put(name, new Story(Profile.MIXED, LONG, Words.LOST, plot));
  }

  private static void tellOfLoss(String name, Consumer<Stage> plot) {
    ALL.put(name, new Story(Profile.LOSS, LONG, Words.LOST, plot));
  }

  private static void tellWithWords(String name, Profile profile, Consumer<Stage> plot) {
    ALL.put(name, new Story(profile, LONG, Words.HEARD, plot));
  }

  private static void tellOfHoldover(String name, Consumer<Stage> plot) {
    tellWithWords(name, Profile.MIXED, plot);
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Story named(String name) {
    return Optional.ofNullable(ALL.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no story " + name));
  }

  /**
   * A story.
   *
   * @param profile in what sort of world
   * @param giveUpAfter when clients in it give an append up
   * @param words what becomes of words between keepers
   * @param plot what happens
   */
  record Story(Profile profile, Duration giveUpAfter, Words words, Consumer<Stage> plot) {}

  /** What becomes of words between keepers. */
  enum Words {
    /** There is no channel. */
    LOST,
    /** They all arrive, and the agent and the keeper of a node are one process. */
    HEARD
  }

  /**
   * Rule K: the answer to a keepalive comes when most of the lease is over, and the next keepalive
   * reaches the log only when the session has been waited out.
   */
  private static void answerIsHeldBack(Stage stage) {
    KeeperProcess holder = stage.settled();
    Link events = holder.link(Topic.EVENTS);
    holder.link(Topic.COMMANDS).cutInward(1);
    stage.untilHeardOf(holder.node());
    events.cutInward(1);
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
    Epoch next = stage.world.watch.epoch().next();
    stage.world.operator().request(new Operation.Switchover(Optional.of(late.node())));
    stage.until("it is told", () -> late.hasSeen(next));
    late.link(Topic.COMMANDS).cutInward(1);
    stage.until("somebody holds again", () -> stage.answering().isPresent());
    events.cutInward(-1);
    events.cutOutward(-1);
    stage.let(1_000);
  }

  /** Rule E: an arbiter starts anew, from a state as fresh as the last keepalive. */
  private static void arbiterStartsBetweenKeepalives(Stage stage) {
    stage.settled();
    for (int time = 0; time < 12; time++) {
      stage.untilSnapshotted();
      stage.let(4L * time);
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
    new Injector(stage.world).happen(new Fault(FaultKind.DEFINE, 0, 0, 0, 3));
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

  /** A standby that can neither lead nor be idle: what it would do needs what it cannot read. */
  private static void standbyCannotReadForAWhile(Stage stage) {
    stage.settled();
    stage.world.arbiters().forEach(each -> each.link(Topic.EVENTS).cutInward(1));
    stage.let(2_000);
    stage.world.arbiters().forEach(each -> each.link(Topic.EVENTS).cutInward(-1));
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /** Rule B: of the commands more is lost than of the committed state that tells of them. */
  private static void commandsEndBeforeTheSnapshot(Stage stage) {
    stage.settled();
    stage.lose(1, 6);
    stage.let(4_000);
    stage.until("an arbiter leads", () -> stage.leads().isPresent());
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  /**
   * Rule B: a loss takes the records of the two before, and keepers have taken orders since; only
   * one arbiter is there to notice.
   */
  private static void lossTakesTheGapBefore(Stage stage) {
    KeeperProcess holder = stage.settled();
    long before = stage.world.events.end() - 2;
    for (int loss = 0; loss < 2; loss++) {
      stage.lose(2, 0);
      stage.let(2_000);
      stage.until("somebody holds", () -> stage.answering().isPresent());
    }
    stage.world.arbiters().get(0).crash();
    stage.let(200);
    stage.world.store.lose(Integer.MAX_VALUE);
    stage.lose((int) (stage.world.events.end() - before), 0);
    stage.let(4_000);
    holder.host.losePower();
    stage.untilAnotherAnswers(holder);
  }

  /**
   * Rule B: all records of a move are lost, and the first that the log takes then lets the node
   * that let go have the VIPs once more, under the epoch that another holds.
   */
  private static void aWholeMoveIsLost(Stage stage) {
    KeeperProcess holder = stage.settled();
    stage.untilSnapshotted();
    long events = stage.world.events.end();
    long commands = stage.world.commands.end();
    int commits = stage.world.store.size();
    holder.leave();
    Link ofNext = stage.untilAnotherAnswers(holder).link(Topic.EVENTS);
    stage.until("it has left", () -> !holder.isUp());
    stage.let(300);
    ofNext.cutOutward(1);
    stage.world.arbiters().forEach(each -> cutReading(each, 1));
    stage.world.store.lose(stage.world.store.size() - commits);
    holder.start();
    stage.lose(
        (int) (stage.world.events.end() - events), (int) (stage.world.commands.end() - commands));
    stage.world.store.lose(stage.world.store.size() - commits);
    stage.until("the log goes on", () -> stage.world.events.end() > events + 8);
    ofNext.cutOutward(-1);
    stage.world.arbiters().forEach(each -> cutReading(each, -1));
    stage.let(4_000);
    stage.until("somebody holds", () -> stage.answering().isPresent());
  }

  private static void cutReading(SimulatedProcess process, int by) {
    process.link(Topic.EVENTS).cutInward(by);
    process.link(Topic.COMMANDS).cutInward(by);
  }
}
