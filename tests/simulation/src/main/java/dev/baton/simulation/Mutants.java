package dev.baton.simulation;

import dev.baton.simulation.Mutant.Change;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The weakened variants that the simulation must tell from the protocol. */
public final class Mutants {
  private static final String LEASE = "actuators/lease/src/main/java/dev/baton/lease/core/";
  private static final String FOLD = "arbiter/src/main/java/dev/baton/arbiter/fold/";
  private static final String SERVER = "arbiter/src/main/java/dev/baton/arbiter/server/core/";
  private static final String HERE = "tests/simulation/src/main/java/dev/baton/simulation/";
  private static final String SESSION = LEASE + "KeeperSession.java";
  private static final String KEEPER = LEASE + "SessionKeeper.java";
  private static final String REACTIONS = LEASE + "Reactions.java";
  private static final String HELD_EPOCH = LEASE + "HeldEpoch.java";
  private static final String TOLD_TO_LET_GO =
      "    if (holds || held.filter(command.epoch()::isAfter).isPresent()) {\n";
  private static final String ATTENTION = SERVER + "Attention.java";
  private static final String SESSIONS = FOLD + "Sessions.java";
  private static final String MEMBERS = FOLD + "Membership.java";

  private Mutants() {}

  /** Returns every mutant. */
  public static List<Mutant> all() {
    return Stream.of(
            keeping(),
            expiring(),
            closing(),
            releasing(),
            gating(),
            joining(),
            LossMutants.all(),
            SuccessorMutants.all(),
            HoldoverMutants.all(),
            leading(),
            quarantining())
        .flatMap(List::stream)
        .toList();
  }

  /** Rule K: how a session is kept. */
  private static List<Mutant> keeping() {
    return List.of(
        mutant("lease-from-ack", "K", "the lease is counted from the acknowledgement")
            .and(in(SESSION, "until = sent.sentAt() + lease", "until = now + lease"))
            .aimedAt("answerIsHeldBack"),
        mutant("late-ack", "K", "an acknowledgement after the lease's end is accepted")
            .and(in(SESSION, "boolean late = over(now);", "boolean late = over;"))
            .aimedAt("answerComesAfterTheLease"),
        mutant("first-resent", "K", "a session's first keepalive is sent again")
            .and(in(SESSION, "over = over || !live;", "nextSequence = live ? nextSequence : 0;"))
            .aimedAt("firstKeepaliveIsGivenUp"));
  }

  /** Rule E: how a session is waited out. */
  private static List<Mutant> expiring() {
    return List.of(
        mutant("no-margin", "E", "an arbiter waits for the lease, without margin")
            .and(in(FOLD + "Deadlines.java", waited(), "session.lease()")),
        mutant("short-wait", "E", "an arbiter waits for seven tenths of the lease")
            .and(
                in(
                    FOLD + "Deadlines.java",
                    waited(),
                    "session.lease().multipliedBy(7).dividedBy(10)")),
        mutant("wait-from-zero", "E", "an arbiter that starts takes old waits for a minute old")
            .and(
                in(
                    SERVER + "PartitionRunner.java",
                    "clusters().forEach(state -> ask(state, now));\n  }\n\n  /**\n   * Takes up",
                    "clusters().forEach(state -> ask(state, now - 60_000_000_000L));\n"
                        + "  }\n\n  /**\n   * Takes up"))
            .and(in(ATTENTION, "      waits.restart(now);\n", ""))
            .and(in(SERVER + "PartitionRunner.java", "      waits.restart(now);\n", ""))
            .aimedAt("arbiterStartsBetweenKeepalives"),
        mutant("outage-counts", "E", "time without a log counts as a session's silence")
            .and(in(ATTENTION, "      waits.restart(now);\n", ""))
            .aimedAt("outageExpiresNobody"),
        mutant(
                "expire-anyway",
                "E",
                "an expire counts although the session has sent a keepalive since")
            .and(in(SESSIONS, "        .filter(known -> known.last().equals(fact.last()))\n", ""))
            .aimedAt("expireComesTooLate"));
  }

  /** Rule C: how a session ends. */
  private static List<Mutant> closing() {
    return List.of(
        mutant("supersede", "C", "a second session of a node ends the first")
            .and(
                in(
                    SESSIONS,
                    "    boolean current = draft.currentSession(fact.node()).isEmpty();\n",
                    "    draft.currentSession(fact.node()).ifPresent(other ->"
                        + " end(draft, other, Ending.CLOSED, \"superseded\"));\n"
                        + "    boolean current = true;\n")),
        mutant("revive", "C", "a dead session lives again when it sends a keepalive")
            .and(in(SESSIONS, "if (draft.isDead(fact.session())) {", "if (false) {"))
            .and(
                in(SESSIONS, "knownToBegin = fact.first()", "knownToBegin = true || fact.first()")),
        mutant(
                "closed-before-flush",
                "C",
                "a starting keeper writes to the log before it has shut its gate")
            .and(
                in(
                    HERE + "KeeperProcess.java",
                    "    step(\"flush\", () -> host.gate().guard(host.gate().guarded()));\n",
                    ""))
            .and(in(HELD_EPOCH, "    effects.add(guard);\n", "")));
  }

  /** Rule R: how the VIPs change hands. */
  private static List<Mutant> releasing() {
    return List.of(
        mutant("assign-early", "R", "the next is assigned when the holder is told to let go")
            .and(
                in(
                    FOLD + "HolderReview.java",
                    "new AssignmentState.Releasing(held.node(), held.session(), true);",
                    "new AssignmentState.Unassigned("
                        + "dev.baton.model.command.Command.Ending.RELEASED);")),
        mutant(
                "any-session",
                "R",
                "a keeper takes what was assigned to another session of its node")
            .and(
                in(
                    REACTIONS,
                    "named = sessions.named(command.session());",
                    "named = sessions.current().filter(current ->"
                        + " keeping.identity.node().equals(command.node()));")),
        mutant("any-epoch", "R", "a keeper obeys commands of epochs that it has passed")
            .and(
                in(
                    HELD_EPOCH,
                    "if (!command.epoch().isAfter(highestSeen) || named.isGivenUp(command.epoch()))"
                        + " {",
                    "if (false) {"))
            .and(
                in(
                    KEEPER,
                    "left || !order.source().isBelievableAfter(keeping.lastTaken())",
                    "left"))
            .aimedAt("deposedLeaderWritesLate"),
        mutant("released-before-shut", "R", "a keeper writes released, then shuts its gate")
            .and(
                in(
                    HELD_EPOCH,
                    TOLD_TO_LET_GO,
                    TOLD_TO_LET_GO
                        + "      effects.add(new KeeperEffect.Append(new Fact.Released("
                        + "command.epoch(), node, command.session(), true, Optional.empty())));\n"))
            .aimedAt("keeperStopsBeforeItShuts"),
        mutant("later-release-passed-over", "R", "a holder lets go of just the epoch it is told")
            .and(in(HELD_EPOCH, TOLD_TO_LET_GO, "    if (holds) {\n"))
            .in(Profile.LOSS)
            .aimedAt("theHolderNeverReadsItsNewEpoch"));
  }

  /** Rule G: how the kernel keeps the gate. */
  private static List<Mutant> gating() {
    return List.of(
        mutant("armed-relatively", "G", "the gate is armed with a full lease when the answer comes")
            .and(
                in(
                    HERE + "KeeperProcess.java",
                    "host.gate().acknowledge(effect.slot());",
                    "host.gate().arm(effect.slot(), world.setup.timings().granted());"
                        + " host.gate().acknowledge(effect.slot());"))
            .aimedAt("keeperStopsBeforeTheGateIsTold"),
        mutant("gate-unbound", "G", "the acknowledgement of one countdown counts for the next")
            .and(
                in(HERE + "SimulatedGate.java", "    acknowledged[slot] = false;\n  }\n", "  }\n")),
        mutant("no-kernel-gate", "G", "only the keeper's process shuts the gate")
            .and(
                in(
                    HERE + "SimulatedGate.java",
                    "IntStream.range(0, SLOTS).anyMatch(this::counts)",
                    "true")));
  }

  /** Rule M: how members change. */
  private static List<Mutant> joining() {
    return List.of(
        mutant("member-at-once", "M", "a definition is in force as soon as it is taken")
            .and(in(MEMBERS, "if (draft.effective().isEmpty()) {", "if (true) {")),
        mutant("member-without-acks", "M", "a definition need not have been read by members")
            .and(in(MEMBERS, "missing <= 1", "missing <= 16"))
            .aimedAt("aChangeIsReadByNobody"),
        mutant("member-without-timer", "M", "a definition that was read is in force at once")
            .and(
                in(
                    MEMBERS,
                    "      draft.definitions = now.withTiming();\n",
                    """
                          draft.definitions = now.withTiming();
                          timer(draft, now.latestVersion());
                    """)),
        mutant("member-any-version", "M", "a member counts as a reader whatever it has read")
            .and(in(MEMBERS, "hasRead(fact, next.version())", "true"))
            .aimedAt("definitionIsReadByFew"),
        mutant("override-at-once", "M", "an override is in force without a wait")
            .and(in(MEMBERS, "now.withOverride(definition)", "now.withInForce(definition)"))
            .aimedAt("aChangeUnderWayIsAborted"),
        mutant("replaced-forgotten", "M", "a definition that an override replaced binds no more")
            .and(
                in(
                    MEMBERS,
                    "now.withOverride(definition)",
                    "now.withPending(definition).withTiming()"))
            .aimedAt("aChangeUnderWayIsReplaced"),
        mutant("undefined-while-held", "M", "a cluster is gone while somebody holds its VIPs")
            .and(
                in(
                    FOLD + "Undefining.java",
                    "draft.assignment instanceof AssignmentState.Unassigned",
                    "true"))
            .aimedAt("aClusterIsUndefinedAndComesBack"));
  }

  /** Rules Q and B: what a broken record, or an outsider, may do. */
  private static List<Mutant> quarantining() {
    return List.of(
        mutant(
                "quarantine-forgets",
                "Q",
                "the state before a record that cannot be folded is forgotten")
            .and(
                in(
                    FOLD + "PartitionFold.java",
                    "quarantined(draft(model, entry, before, rules), entry, e)",
                    "quarantined(draft(model, entry, ClusterState.empty(cluster), rules), entry,"
                        + " e)"))
            .aimedAt("aRecordBreaksTheFold"),
        mutant("skip-without-gap", "Q", "after a skipped record, the VIPs are assigned at once")
            .and(
                in(
                    FOLD + "Quarantines.java",
                    "    LogLosses.begin(draft, lifted);\n",
                    "    draft.note(lifted);\n"
                        + "    draft.assignment =\n"
                        + "        new dev.baton.model.state.AssignmentState.Unassigned("
                        + "dev.baton.model.command.Command.Ending.EXPIRED);\n"))
            .aimedAt("aRecordBreaksTheFold"),
        mutant("outsider-heard", "B", "a node that is no member can report a loss")
            .and(
                in(
                    FOLD + "ClusterStateBuilder.java",
                    "    return isNamed(node)\n        || succession",
                    "    return true\n        || succession"))
            .aimedAt("anOutsiderSpeaks"));
  }

  /** Rule Z: how an arbiter leads. */
  private static List<Mutant> leading() {
    return List.of(
        mutant("blind-leader", "Z", "a leader's tick counts although the leader does not fold")
            .and(
                in(
                    SERVER + "Leadership.java",
                    "another || tick.foldedUpTo().isAfter(leaderFolded)",
                    "true || tick.foldedUpTo().isAfter(leaderFolded)"))
            .and(
                in(
                    SERVER + "PartitionRunner.java",
                    "    if (attention.isProven()) {\n      leadership\n          .tick",
                    "    {\n      leadership\n          .tick"))
            .and(
                in(
                    SERVER + "Leadership.java",
                    "(asked ? settings.intervalNanos() : pace)",
                    "settings.intervalNanos()"))
            .aimedAt("blindLeaderIsReplaced"),
        mutant("leader-answers-nobody", "Z", "a leader ticks at its own pace, and answers no beat")
            .and(in(ATTENTION, "      leadership.asked();\n", ""))
            .aimedAt("leaderAnswersWhoeverAsks"),
        mutant(
                "standby-waits-for-rest",
                "Z",
                "a standby arbiter asks only when a tick at rest is missed")
            .and(
                in(
                    ATTENTION,
                    ": Math.min(silent, leadership.overdueAt(tickPace()))",
                    ": leadership.overdueAt(tickPace())"))
            .aimedAt("leaderDiesWithTheHolder"),
        mutant(
                "restless-standby",
                "Z",
                "a standby arbiter that cannot lead asks to be woken at once")
            .and(
                in(
                    ATTENTION,
                    "    return isProvenByBeat(now)\n        ? askingSince.map",
                    "    return true\n        ? askingSince.map"))
            .aimedAt("standbyCannotReadForAWhile"));
  }

  /** Returns the mutant of that name. */
  public static Mutant named(String name) {
    return all().stream()
        .filter(mutant -> mutant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no mutant "
                        + name
                        + "; there are "
                        + all().stream().map(Mutant::name).toList()));
  }

  private static String waited() {
    return "timings(state.definitions()).withMargin(session.lease())";
  }

  /** A weakened variant without a change yet, tried in mixed worlds. */
  static Mutant mutant(String name, String clause, String what) {
    return new Mutant(name, clause, what, Profile.MIXED, Optional.empty(), 1, List.of());
  }

  /** What is different in a source file. */
  static Change in(String file, String from, String to) {
    return new Change(file, from, to);
  }
}
