package dev.baton.simulation;

import static dev.baton.simulation.Mutants.in;
import static dev.baton.simulation.Mutants.mutant;

import dev.baton.simulation.Mutant.Change;
import java.util.List;
import java.util.stream.Stream;

/** The weakened variants of rule D: who stands ready, and how the VIPs reach it. */
final class SuccessorMutants {
  private static final String LEASE = "actuators/lease/src/main/java/dev/baton/lease/core/";
  private static final String FOLD = "arbiter/src/main/java/dev/baton/arbiter/fold/";
  private static final String NAMED = LEASE + "NamedEpochs.java";
  private static final String HELD_EPOCH = LEASE + "HeldEpoch.java";
  private static final String REACTIONS = LEASE + "Reactions.java";
  private static final String SUCCESSORS = FOLD + "Successors.java";
  private static final String LOSSES = FOLD + "LogLosses.java";
  private static final String TAKEN_BACK = "whoeverWasTakenBackHearsTheWord";
  private static final String GAVE_UP = "whoeverGaveUpHearsTheWord";
  private static final String SERVICE = "theServiceOfTheHolderDies";
  private static final String QUARANTINE = "aSuccessorOutlivesAQuarantine";
  private static final String REMOVED = "aRemovedSuccessorOutlivesAGap";

  private SuccessorMutants() {}

  static List<Mutant> all() {
    return Stream.of(withdrawing(), passing(), owning(), opening(), losing(), finding(), stalling())
        .flatMap(List::stream)
        .toList();
  }

  /** How a number is taken back. */
  private static List<Mutant> withdrawing() {
    return List.of(
        mutant("next-withdrawn-silently", "D", "a successor is not told that it is one no more")
            .and(
                in(
                    SUCCESSORS,
                    "withdrawn(draft.when);\n    draft.order(\n        new Command.Release("
                        + "standing.epoch(), standing.node(), standing.session()),\n",
                    "withdrawn(draft.when).over();\n    draft.note(\n"))
            .aimedAt(TAKEN_BACK),
        mutant("withdrawal-not-awaited", "D", "another is named before the last has answered")
            .and(
                in(
                    SUCCESSORS,
                    "draft.succession.withdrawn(draft.when)",
                    "draft.succession.withdrawn(draft.when).over()"))
            .aimedAt(TAKEN_BACK));
  }

  /** Who is passed over, or not, while somebody stands ready. */
  private static List<Mutant> passing() {
    return List.of(
        mutant(
                "switchover-skips-withdrawal",
                "D",
                "a switchover does not wait for who stands ready")
            .and(
                in(
                    SUCCESSORS,
                    "    return keepOnly(draft, standing.orElseThrow(), wanted);\n",
                    """
                        if (!keepOnly(draft, standing.orElseThrow(), wanted)) {
                          draft.succession = draft.succession.over();
                          wanted.ifPresent(session -> name(draft, session));
                        }
                        return true;
                    """))
            .aimedAt("aSwitchoverGoesPastTheSuccessor"),
        mutant("removed-next-assigned", "D", "a successor is assigned that is no member any more")
            .and(
                in(
                    FOLD + "NextHolder.java",
                    """
                        if (Successors.keepOnly(draft, standing, chosen)) {
                          take(draft, ended, choice);
                    """,
                    """
                        if (Successors.keepOnly(draft, standing, chosen)) {
                          take(draft, ended, choice);
                        } else {
                          assign(draft, draft.session(standing.session()).orElseThrow(), ended);
                    """))
            .aimedAt("theHolderDiesWhileItsSuccessorIsRemoved"));
  }

  /** How long a number is somebody's. */
  private static List<Mutant> owning() {
    return List.of(
        mutant("arm-kept", "D", "a keeper opens an epoch that it has given up")
            .and(
                in(
                    NAMED,
                    "    givenUp = Epoch.max(givenUp, epoch);\n    passed(epoch);\n",
                    "    givenUp = Epoch.max(givenUp, epoch);\n"))
            .aimedAt(GAVE_UP),
        mutant("next-survives-session-change", "D", "a name counts for the next session as well")
            .and(
                in(
                    NAMED,
                    "  void sessionOver() {\n    own = Optional.empty();\n",
                    "  void sessionOver() {\n"))
            .aimedAt("aSuccessorBeginsANewSession"),
        mutant("burned-epoch-reused", "D", "a number that was given up is given once more")
            .and(
                in(
                    FOLD + "ClusterStateBuilder.java",
                    "Epoch.max(epoch, succession.given()).next()",
                    "epoch.next()"))
            .aimedAt(GAVE_UP));
  }

  /** When a successor opens. */
  private static List<Mutant> opening() {
    return List.of(
        mutant("told-before-shut", "D", "a keeper says that it has let go, then shuts its gate")
            .and(in(HELD_EPOCH, "    effects.add(new KeeperEffect.Tell(epoch, generation));\n", ""))
            .and(
                in(
                    HELD_EPOCH,
                    "    effects.add(new KeeperEffect.ShutGate(epoch, cause));\n",
                    """
                        effects.add(new KeeperEffect.Tell(epoch, generation));
                        effects.add(new KeeperEffect.ShutGate(epoch, cause));
                    """))
            .aimedAt("theHolderStopsBeforeItShuts"),
        mutant("open-without-reading-next", "D", "whoever hears the word opens the next epoch")
            .and(opens("own.map(Command.Next::epoch).or(() -> last()).filter(next -> any())"))
            .and(
                in(
                    NAMED,
                    "  /** Tells whether somebody takes",
                    """
                    private boolean any() {
                      return !words.isEmpty();
                    }

                    private Optional<Epoch> last() {
                      return Optional.ofNullable(words.peekLast()).map(Epoch::next);
                    }

                    /** Tells whether somebody takes\
                    """))
            .aimedAt(SERVICE),
        mutant("open-without-word", "D", "a successor opens as soon as it is named")
            .and(opens("own.map(Command.Next::epoch)"))
            .aimedAt(SERVICE),
        mutant("word-of-another-epoch", "D", "a successor opens on the word of any holder")
            .and(in(NAMED, "words.contains(next.after())", "!words.isEmpty()"))
            .aimedAt(SERVICE));
  }

  private static Change opens(String when) {
    return in(
        NAMED,
        "return own.filter(next -> words.contains(next.after())).map(Command.Next::epoch);",
        "return " + when + ";");
  }

  /** Records are lost while somebody stands ready. */
  private static List<Mutant> losing() {
    return List.of(
        mutant("next-survives-gap", "D", "a name that was given before a loss counts after it")
            .and(in(SUCCESSORS, "    draft.succession = draft.succession.voided();\n", ""))
            .and(
                in(
                    SUCCESSORS,
                    """
                      static void gapOver(ClusterStateBuilder draft) {
                        draft.succession = draft.succession.over();
                    """,
                    "  static void gapOver(ClusterStateBuilder draft) {\n"))
            .aimedAt("aQuarantineIsLiftedUnderASuccessor"),
        mutant("gap-no-disarm", "D", "a keeper that reads of a loss stands ready as before")
            .and(
                in(
                    NAMED,
                    """
                        own = Optional.empty();
                        standing = Optional.empty();
                        words.clear();
                    """,
                    ""))
            .in(Profile.LOSS)
            .aimedAt("theServiceDiesRightAfterAGap"),
        mutant("quarantine-keeps-generation", "D", "after a quarantine, names count as before")
            .and(
                in(FOLD + "Quarantines.java", "    draft.beginGeneration(draft.generation);\n", ""))
            .aimedAt(QUARANTINE));
  }

  /** Who is waited for after a loss, and who is found to hold. */
  private static List<Mutant> finding() {
    return List.of(
        mutant("gap-no-wait", "D", "a gap is over before every session has read of the loss")
            .and(
                in(
                    LOSSES,
                    "draft.sessions.values().stream().anyMatch(live -> isAwaited(draft, live))",
                    "false"))
            .aimedAt(QUARANTINE),
        mutant("gap-forgets-successor", "D", "after a loss, nobody waits for a removed successor")
            .and(
                in(
                    FOLD + "ClusterStateBuilder.java",
                    "        || succession.successor().filter(of ->"
                        + " of.node().equals(node)).isPresent()\n",
                    ""))
            .in(Profile.LOSS)
            .aimedAt(REMOVED));
  }

  /** What nobody answers, or says, so that nothing goes on. */
  private static List<Mutant> stalling() {
    return List.of(
        mutant("unheld-not-answered", "D", "who never opened its number gives no answer")
            .and(in(HELD_EPOCH, "} else if (held.isEmpty()) {", "} else if (false) {"))
            .aimedAt(GAVE_UP),
        mutant("shut-silently-on-next", "D", "a holder takes the name of its successor for its end")
            .and(
                in(
                    REACTIONS,
                    "sessions.named(command.session()).isPresent());\n",
                    """
                    sessions.named(command.session()).isPresent());
                            if (sessions.named(command.session()).isEmpty()) {
                              holding.assignedElsewhere(command.epoch(), effects);
                            }
                    """))
            .aimedAt(SERVICE),
        mutant("not-said-again", "D", "who let go says so only once, and that may be lost")
            .and(
                in(
                    HELD_EPOCH,
                    "      lastReleased.ifPresent(said ->"
                        + " effects.add(new KeeperEffect.Append(said)));\n",
                    ""))
            .in(Profile.LOSS)
            .aimedAt("whatTheHolderSaidIsLost"),
        mutant("named-while-passed", "D", "somebody is named while the holder has passed its epoch")
            .and(
                in(
                    FOLD + "SuccessorChoice.java",
                    """
                          if (CommandRedelivery.isBeingPassed(state, held)) {
                            return Optional.of(Reason.HOLDER_PASSED);
                          }
                    """,
                    ""))
            .in(Profile.LOSS)
            .aimedAt("whatCouldNotBeTakenIsLost"));
  }
}
