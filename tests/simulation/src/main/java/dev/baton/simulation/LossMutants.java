package dev.baton.simulation;

import static dev.baton.simulation.Mutants.in;
import static dev.baton.simulation.Mutants.mutant;

import dev.baton.simulation.Mutant.Change;
import java.util.List;
import java.util.stream.Stream;

/** The weakened variants of rule B: acknowledged records are lost. */
final class LossMutants {
  private static final String LEASE = "actuators/lease/src/main/java/dev/baton/lease/core/";
  private static final String FOLD = "arbiter/src/main/java/dev/baton/arbiter/fold/";
  private static final String SERVER = "arbiter/src/main/java/dev/baton/arbiter/server/core/";

  private LossMutants() {}

  static List<Mutant> all() {
    return Stream.of(losses(), folds(), holders(), generations()).flatMap(List::stream).toList();
  }

  /** How a loss is found, and what is waited for. */
  private static List<Mutant> losses() {
    return List.of(
        mutant("no-gap", "B", "after a loss, assigning goes on at once")
            .and(
                in(
                    FOLD + "LogLosses.java",
                    "draft.assignment = new AssignmentState.Suspended(",
                    "var unused = new AssignmentState.Suspended("))
            .in(Profile.LOSS)
            .aimedAt("theNextEpochIsLostUnread"),
        mutant(
                "loss-reported-again",
                "B",
                "an arbiter that starts anew reports the same lost commands")
            .and(
                in(
                    SERVER + "Restored.java",
                    "    fold.logEndsAt(kept.eventsEnd(), kept.commandsEnd());\n",
                    ""))
            .in(Profile.LOSS)
            .aimedAt("commandsEndBeforeTheSnapshot"),
        mutant("holder-unintroduced", "B", "no wait for a holder that has not said yet who it is")
            .and(
                in(
                    FOLD + "LogLosses.java",
                    "    if (!fact.holding().equals(Epoch.NONE)) {\n      draft.logLosses = Ranges",
                    "    if (false) {\n      draft.logLosses = Ranges"))
            .and(in(FOLD + "LogLosses.java", "    if (!heard) {\n", "    if (false) {\n"))
            .in(Profile.LOSS)
            .aimedAt("beginningOfTheHolderIsLost"),
        mutant("epoch-unexplained", "B", "what only the commands still hold is ignored")
            .and(
                in(
                    SERVER + "PartitionRunner.java",
                    "            unexplained.read(order, offset);\n",
                    ""))
            .in(Profile.LOSS)
            .aimedAt("onlyCommandsTellOfTheGap"));
  }

  /** What becomes of what was folded, and given, before its events were lost. */
  private static List<Mutant> folds() {
    return List.of(
        mutant(
                "lost-state-trusted",
                "B",
                "a fold that begins with a snapshot of lost events does not go back before them")
            .and(in(SERVER + "Restored.java", "    divergence.ifPresent(fold::diverges);\n", ""))
            .in(Profile.LOSS)
            .aimedAt("aSnapshotOutlivesItsEvents"),
        mutant(
                "lost-state-untold",
                "B",
                "an arbiter that finds a snapshot of lost events reports no loss")
            .and(
                in(
                    SERVER + "OrphanedCommands.java",
                    "    lost = fold.lost();\n",
                    "    lost = Optional.empty();\n"))
            .in(Profile.LOSS)
            .aimedAt("onlyASnapshotTellsOfTheLoss"),
        mutant(
                "lost-state-claimed",
                "B",
                "a leader goes on although the committed state has what it never folded")
            .and(
                in(
                    SERVER + "PartitionRunner.java",
                    "divergence.isPresent() && committed",
                    "false && committed"))
            .in(Profile.LOSS)
            .aimedAt("whoLeadsNeverReadWhatIsLost"),
        mutant(
                "unexplained-by-who-may-differ",
                "B",
                "a standby arbiter that read of a loss says what its own fold lacks")
            .and(
                in(
                    SERVER + "PartitionRunner.java",
                    "if (leadership.leading() || !(unsure || reported)) {",
                    "if (true) {"))
            .in(Profile.LOSS)
            .aimedAt("aStandbyBeganWithStateThatIsLost"));
  }

  /** Who may still hold, although the log has nothing of it. */
  private static List<Mutant> holders() {
    return List.of(
        mutant(
                "leader-epoch-unheeded",
                "E",
                "waits go on when another broker leads, although it may lack what was acknowledged")
            .and(in(SERVER + "PartitionRunner.java", "      waits.restart(now);\n", ""))
            .in(Profile.LOSS)
            .aimedAt("aNewLeaderLacksWhatWasAcknowledged"),
        mutant(
                "earlier-epoch-passed-over",
                "B",
                "after a gap, who holds an earlier epoch than was reported counts as holding none")
            .and(
                in(
                    FOLD + "LogLosses.java",
                    "live.holding().isAfter(Epoch.NONE)",
                    "live.holding().equals(draft.epoch)"))
            .in(Profile.LOSS)
            .aimedAt("theNextEpochIsLostUnread"));
  }

  /** How a generation is told that a further loss takes from the log. */
  private static List<Mutant> generations() {
    return List.of(
        mutant("generation-again", "B", "after two losses, a generation's number is used again")
            .and(
                in(
                    FOLD + "ClusterStateBuilder.java",
                    "Math.max(Ranges.after(known), when.toEpochMilli())",
                    "Ranges.after(known)"))
            .and(untold())
            .and(in(FOLD + "PartitionFold.java", "? gap.generation()", "? now.generation()"))
            .in(Profile.LOSS)
            .aimedAt("lossTakesTheGapBefore"),
        mutant("generation-untold", "B", "no keepalive tells which generation its keeper has read")
            .and(untold())
            .in(Profile.LOSS)
            .from(4_592),
        mutant(
                "generation-unexplained",
                "B",
                "a generation that only the commands still know is ignored")
            .and(unexplained())
            .in(Profile.LOSS)
            .aimedAt("onlyCommandsTellOfTheGap"),
        mutant(
                "undefined-anew",
                "B",
                "an undefining that only the commands hold is said without its version")
            .and(
                in(
                    SERVER + "OrphanedCommands.java",
                    "new Operation.Undefine(version)",
                    "new Operation.Undefine()"))
            .in(Profile.LOSS)
            .aimedAt("onlyCommandsTellThatItIsGone"));
  }

  private static Change untold() {
    return in(
        LEASE + "SessionKeeper.java",
        "                keeping.lastTaken().generation(),\n                sessions.intro",
        "                0,\n                sessions.intro");
  }

  private static Change unexplained() {
    return in(
        SERVER + "OrphanedCommands.java",
        "Ranges.isLaterGeneration(folded.generation(), found.generation())",
        "false");
  }
}
