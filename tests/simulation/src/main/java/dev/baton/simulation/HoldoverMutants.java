package dev.baton.simulation;

import static dev.baton.simulation.Mutants.in;
import static dev.baton.simulation.Mutants.mutant;

import java.util.List;
import java.util.stream.Stream;

/** The weakened variants of rule H: who may go on without Kafka, and who waits for it. */
final class HoldoverMutants {
  private static final String HOLDOVER = "actuators/holdover/src/main/java/dev/baton/holdover/";
  private static final String LEASE = "actuators/lease/src/main/java/dev/baton/lease/core/";
  private static final String FOLD = "arbiter/src/main/java/dev/baton/arbiter/fold/";
  private static final String CUT_OFF = "onlyTheHolderIsCutOff";
  private static final String ALONE = "theHolderIsAlone";
  private static final String AWAY = "kafkaGoesAwayAndComesBack";

  private HoldoverMutants() {}

  static List<Mutant> all() {
    return Stream.of(going(), keeping(), waiting(), goneOn()).flatMap(List::stream).toList();
  }

  /** How a holder goes on, and who promises. */
  private static List<Mutant> going() {
    return List.of(
        mutant("open-on-promises", "H", "a member opens although it has promised not to")
            .and(in(HOLDOVER + "Pledges.java", "return now >= freeAt();", "return true;"))
            .aimedAt(CUT_OFF),
        mutant("go-on-unpromised", "H", "a holder goes on although nobody has promised")
            .and(in(HOLDOVER + "Scope.java", "&& given.containsAll(others)", ""))
            .aimedAt(CUT_OFF),
        mutant("promise-forgotten-by-restart", "H", "a keeper that starts has promised nothing")
            .and(
                in(
                    HOLDOVER + "Pledges.java",
                    "startedUntil = Math.max(startedUntil, now + wait.toNanos());",
                    ""))
            .aimedAt("whoHasPromisedStartsAgain"),
        mutant("longer-list-at-once", "H", "a holder names more than it asks")
            .and(in(LEASE + "Outlasting.java", "if (bound && !early) {", "if (bound) {"))
            .aimedAt("theLoneHolderIsJoined"),
        mutant("no-U-bound", "H", "a holder that is alone goes on without end")
            .and(in(HOLDOVER + "Scope.java", ".filter(some -> end <= bound)", ""))
            .aimedAt(ALONE));
  }

  /** What keeps a holder from going on in silence. */
  private static List<Mutant> keeping() {
    return List.of(
        mutant("keep-against-a-word", "H", "a holder keeps the VIPs although it is refused")
            .and(
                in(
                    HOLDOVER + "Silence.java",
                    "return others.stream().noneMatch(against::contains);",
                    "return true;"))
            .aimedAt("theHolderThatKeepsIsCutOffFromKafkaOnly"),
        mutant("keep-at-once", "H", "a holder takes for silent who had no time to answer")
            .and(
                in(
                    LEASE + "Outlasting.java",
                    "return some.compareTo(repeat) < 0 ? some : repeat;",
                    "return Duration.ZERO;"))
            .aimedAt("theOthersAreServedBeforeTheHolderThatKeeps"),
        mutant("keep-although-cut-off", "H", "a member that Kafka answers says nothing against it")
            .and(in(HOLDOVER + "Silence.java", "if (promised && !served) {", "if (promised) {"))
            .aimedAt("theLastWordAgainstTheHolderStands"),
        mutant("no-keep", "H", "a holder lets go in silence although it is to keep the VIPs")
            .and(
                in(
                    LEASE + "KnownDefinition.java",
                    "== WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS",
                    "== WithoutPromises.RELEASE && version < 0"))
            .aimedAt("theHolderKeepsTheVipsInSilence"));
  }

  /** Whom the fold waits for. */
  private static List<Mutant> waiting() {
    return List.of(
        mutant("unlisted-at-once", "H", "who was not named is assigned like everybody")
            .and(
                in(
                    FOLD + "Holdovers.java",
                    "return draft.holdover.ghosts().stream().allMatch(",
                    "return draft.holdover.ghosts().stream().limit(0).allMatch("))
            .aimedAt(ALONE),
        mutant("U-wait-too-short", "H", "an arbiter waits half as long for a holder that was alone")
            .and(
                in(
                    FOLD + "Deadlines.java",
                    ".map(timings(definitions)::withMargin);",
                    ".map(of -> timings(definitions).withMargin(of.dividedBy(2)));"))
            .aimedAt(ALONE),
        mutant("U-of-the-present", "H", "a holder is waited for by a definition it may not know")
            .and(
                in(
                    FOLD + "Deadlines.java",
                    ".map(ghost -> ghost.asks().holdover())",
                    ".map(ghost -> timings(definitions).holdover())"))
            .aimedAt("theLoneHolderKnowsALongerHoldover"),
        mutant("witness-by-assignment", "H", "an assignment ends the wait for an earlier holder")
            .and(
                in(
                    FOLD + "NextHolder.java",
                    "draft.lastHolder = Optional.of(session.node());",
                    "draft.lastHolder = Optional.of(session.node());\n"
                        + "draft.holdover = dev.baton.model.state.Holdover.NONE;"))
            .aimedAt("whoWasAssignedLeavesBeforeItOpens"),
        mutant(
                "roster-gone-with-the-gap",
                "H",
                "whom a holder asks is forgotten when records are lost")
            .and(
                in(
                    FOLD + "NextHolder.java",
                    "draft.lastHolder = Optional.of(session.node());",
                    "draft.lastHolder = Optional.of(session.node());\n"
                        + "draft.session(session.session()).ifPresent("
                        + "of -> draft.put(of.withRoster(Optional.empty())));"))
            .aimedAt("theLoneHolderIsCutOffInAGap"));
  }

  /** What a holder has when Kafka is back. */
  private static List<Mutant> goneOn() {
    return List.of(
        mutant("carry-counts-before-its-assign", "H", "keepalives of a new session count at once")
            .and(in(LEASE + "Keeping.java", ".filter(this::holdsBy).isPresent()", ".isPresent()"))
            .aimedAt("theHolderIsHeardButDoesNotHear"),
        mutant("carry-taken-for-shut", "H", "a session that goes on is taken for a shut gate")
            .and(
                in(
                    FOLD + "Sessions.java",
                    "shut ? Ending.CLOSED : Ending.EXPIRED",
                    "Ending.CLOSED"))
            .aimedAt("theHolderGoesOnAlthoughItIsToLetGo"),
        mutant("copy-has-its-gate", "H", "the same installation counts as the same machine")
            .and(
                in(
                    FOLD + "Holdovers.java",
                    "allMatch(ghost -> ghost.asks().nodes().contains(node));",
                    "allMatch(ghost -> ghost.asks().nodes().contains(node)"
                        + " || ghost.holder().filter(of -> of.node().equals(node)).isPresent());"))
            .aimedAt("aCopyOfTheLoneHolderRuns"),
        mutant("no-carry", "H", "a holder that has gone on is not given its epoch again")
            .and(in(FOLD + "Holdovers.java", "return alone && (holds || vacant);", "return false;"))
            .aimedAt(AWAY));
  }
}
