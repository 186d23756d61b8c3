package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rule F: what a node may do ahead of the leader. */
class ForerunnerTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final SessionId OF_A = new SessionId("s-a");
  private static final SessionId OF_B = new SessionId("s-b");

  private final FoldReplica leader = FoldReplica.from(PartitionFold.standard(), List.of());
  private final Forerunner atA = forerunner(A);
  private final Forerunner atB = forerunner(B);
  private final List<CommandRecord> written = new ArrayList<>();
  private long offset;

  private static Forerunner forerunner(NodeId node) {
    return new Forerunner(node, FoldReplica.from(PartitionFold.standard(), List.of()));
  }

  /**
   * What each node acts on when a fact was appended, and nothing of what the leader wrote since.
   */
  private record Ahead(List<Command> a, List<Command> b) {}

  private Ahead append(Fact fact) {
    return append(Optional.of(WEB), fact);
  }

  private Ahead append(Optional<ClusterId> cluster, Fact fact) {
    FactRecord entry = new FactRecord(cluster, new Position(offset++), Instant.EPOCH, fact);
    written.addAll(leader.apply(entry).orders());
    return new Ahead(commands(atA.onEvent(entry)), commands(atB.onEvent(entry)));
  }

  /** The nodes read everything that the leader has written; returns what B acts on. */
  private List<Command> readWritten() {
    List<Command> acted = new ArrayList<>();
    for (CommandRecord order : written) {
      List<CommandRecord> unused = atA.onCommand(order);
      acted.addAll(commands(atB.onCommand(order)));
    }
    written.clear();
    return acted;
  }

  private static List<Command> commands(List<CommandRecord> orders) {
    return orders.stream().map(CommandRecord::command).toList();
  }

  private void bringUp() {
    append(new Fact.Defined("d", "test", definition(1)));
    append(keepalive(A, OF_A, 0));
    append(keepalive(B, OF_B, 0));
    append(health(A, Verdict.HEALTHY));
    append(health(B, Verdict.HEALTHY));
    append(new Fact.Acquired(new Epoch(1), A, OF_A, Duration.ZERO));
    readWritten();
  }

  @Test
  void holderLetsGoAndSuccessorTakesWithoutTheLeadersWord() {
    bringUp();

    assertThat(append(health(A, Verdict.UNHEALTHY)).a())
        .containsExactly(new Command.Release(new Epoch(1), A, OF_A));
    assertThat(append(new Fact.Released(new Epoch(1), A, OF_A, true)).b())
        .containsExactly(assign(2, B, OF_B, Command.Ending.RELEASED));
  }

  @Test
  void foreseesThatItsOwnNodeWillBeToldToLetGo() {
    bringUp();
    Source end = Source.endOf(0, new Position(offset - 1));
    Command release = new Command.Release(new Epoch(1), A, OF_A);

    assertThat(atA.foresee(WEB, health(A, Verdict.UNHEALTHY), Instant.EPOCH))
        .containsExactly(new CommandRecord(Optional.of(WEB), end, release));
    assertThat(append(health(A, Verdict.UNHEALTHY)).a()).containsExactly(release);
  }

  @Test
  void foreseesNothingThatWouldNotMakeItsOwnNodeLetGo() {
    bringUp();

    assertThat(atA.foresee(WEB, health(A, Verdict.HEALTHY), Instant.EPOCH)).isEmpty();
    assertThat(atB.foresee(WEB, health(A, Verdict.UNHEALTHY), Instant.EPOCH)).isEmpty();
    assertThat(atB.foresee(WEB, health(B, Verdict.UNHEALTHY), Instant.EPOCH)).isEmpty();
    append(health(B, Verdict.UNHEALTHY));
    assertThat(atA.foresee(WEB, health(A, Verdict.UNHEALTHY), Instant.EPOCH)).isEmpty();
  }

  @Test
  void foreseesNothingWhileAnOlderOrderWaitsForTheLeader() {
    bringUp();
    append(health(A, Verdict.UNHEALTHY));
    append(new Fact.Released(new Epoch(1), A, OF_A, false));

    assertThat(atB.awaitsLeader()).isTrue();
    assertThat(atB.foresee(WEB, health(B, Verdict.UNHEALTHY), Instant.EPOCH)).isEmpty();
  }

  @Test
  void foreseesNothingAnyMoreWhenRecordsMayHaveBeenLost() {
    bringUp();
    append(Optional.empty(), new Fact.LogLoss(new ArbiterId("arbiter"), new Position(3), 0));

    assertThat(atA.foresee(WEB, health(A, Verdict.UNHEALTHY), Instant.EPOCH)).isEmpty();
  }

  @Test
  void leavesTheFirstAssignmentToTheLeader() {
    append(new Fact.Defined("d", "test", definition(1)));
    append(keepalive(A, OF_A, 0));
    append(keepalive(B, OF_B, 0));
    append(health(B, Verdict.HEALTHY));

    Ahead ahead = append(health(A, Verdict.HEALTHY));

    assertThat(ahead.a()).isEmpty();
    assertThat(ahead.b()).containsExactly(assign(1, A, OF_A, Command.Ending.FIRST));
  }

  @Test
  void leavesTheWordOfWhoHeldNothingToTheLeader() {
    bringUp();
    append(health(A, Verdict.UNHEALTHY));

    assertThat(append(new Fact.Released(new Epoch(1), A, OF_A, false)).b()).isEmpty();
    assertThat(readWritten()).contains(assign(2, B, OF_B, Command.Ending.RELEASED));
  }

  @Test
  void leavesWaitedOutSessionsToTheLeader() {
    bringUp();

    Ahead ahead = append(new Fact.Expire(OF_A, new Position(1)));

    assertThat(ahead.b()).containsExactly(new Command.Dead(OF_A));
    assertThat(atB.awaitsLeader()).isTrue();
    assertThat(atA.awaitsLeader()).isFalse();
    assertThat(readWritten()).contains(assign(2, B, OF_B, Command.Ending.EXPIRED));
    assertThat(atB.awaitsLeader()).isFalse();
  }

  @Test
  void handsNothingOutThatDerivesAfterWhatHasToWait() {
    bringUp();
    append(new Fact.Expire(OF_A, new Position(1)));

    Ahead ahead = append(new Fact.Defined("d2", "test", definition(2)));

    assertThat(ahead.b()).isEmpty();
    assertThat(ahead.a()).contains(new Command.Define(definition(2)));
    assertThat(readWritten())
        .containsSubsequence(
            new Command.Dead(OF_A),
            assign(2, B, OF_B, Command.Ending.EXPIRED),
            new Command.Define(definition(2)));
  }

  @Test
  void goesAheadAgainOnceTheLeaderHasTickedPastWhatWaited() {
    bringUp();
    append(health(A, Verdict.UNHEALTHY));
    append(new Fact.Released(new Epoch(1), A, OF_A, false));
    append(health(A, Verdict.HEALTHY));
    Position folded = new Position(offset - 1);
    CommandRecord tick =
        new CommandRecord(
            Optional.empty(),
            new Source(0, folded, 0),
            new Command.Tick(new ArbiterId("arbiter"), 1, folded));

    assertThat(commands(atB.onCommand(tick))).containsExactly(tick.command());
    assertThat(append(health(B, Verdict.UNHEALTHY)).b())
        .containsExactly(new Command.Release(new Epoch(2), B, OF_B));
  }

  @Test
  void derivesNothingAnyMoreWhenRecordsMayHaveBeenLost() {
    bringUp();

    append(Optional.empty(), new Fact.LogLoss(new ArbiterId("arbiter"), new Position(3), 0));

    assertThat(atA.derives()).isFalse();
    assertThat(append(health(A, Verdict.UNHEALTHY)).a()).isEmpty();
  }

  @Test
  void derivesNothingAnyMoreWhenAKeepaliveTellsOfALoss() {
    bringUp();

    append(
        new Fact.Keepalive(
            A,
            new InstallId("i-a"),
            OF_A,
            1,
            Timings.DEFAULT.lease(),
            List.of(),
            Epoch.NONE,
            new Epoch(7),
            1,
            0,
            Enforcement.NFTABLES));

    assertThat(atA.derives()).isFalse();
    assertThat(atB.derives()).isFalse();
  }

  @Test
  void derivesNothingAnyMoreWhenTheLogIsShorterThanWhatWasRead() {
    bringUp();

    assertThat(atA.onEventsTruncated(offset - 1)).isEmpty();
    atB.onCommandsTruncated();

    assertThat(append(health(A, Verdict.UNHEALTHY))).isEqualTo(new Ahead(List.of(), List.of()));
  }

  @Test
  void letsGoOfWhatItAssignedItselfByAnEventThatIsLost() {
    bringUp();
    append(health(A, Verdict.UNHEALTHY));
    append(new Fact.Released(new Epoch(1), A, OF_A, true));
    Position of = new Position(offset - 1);

    assertThat(atB.onEventsTruncated(of.offset()))
        .containsExactly(
            new CommandRecord(
                Optional.of(WEB), Source.endOf(0, of), new Command.Release(new Epoch(2), B, OF_B)));
    assertThat(atB.onEventsTruncated(of.offset())).isEmpty();
  }

  @Test
  void keepsWhatItAssignedItselfByAnEventThatStands() {
    bringUp();
    append(health(A, Verdict.UNHEALTHY));
    append(new Fact.Released(new Epoch(1), A, OF_A, true));

    assertThat(atB.onEventsTruncated(offset)).isEmpty();
  }

  @Test
  void keepsWhatALeaderHasWrittenAsWell() {
    bringUp();
    append(health(A, Verdict.UNHEALTHY));
    append(new Fact.Released(new Epoch(1), A, OF_A, true));
    readWritten();

    assertThat(atB.onEventsTruncated(offset - 1)).isEmpty();
  }

  @Test
  void derivesNothingAnyMoreByRulesThatItDoesNotKnow() {
    bringUp();
    FactRecord version =
        new FactRecord(
            Optional.empty(), new Position(offset++), Instant.EPOCH, new Fact.FoldVersion(99));

    assertThat(atA.onEvent(version)).isEmpty();
    assertThat(atA.derives()).isFalse();
  }

  @Test
  void movesOnOverWhatCannotBeDecoded() {
    bringUp();
    leader.skip(new Position(offset));
    atA.onMalformedEvent(new Position(offset));
    atB.onMalformedEvent(new Position(offset++));

    assertThat(append(health(A, Verdict.UNHEALTHY)).a())
        .containsExactly(new Command.Release(new Epoch(1), A, OF_A));
  }

  private static Command assign(long epoch, NodeId node, SessionId session, Command.Ending ended) {
    return new Command.Assign(new Epoch(epoch), node, session, ended, new Epoch(epoch - 1));
  }

  private static Fact keepalive(NodeId node, SessionId session, long sequence) {
    return new Fact.Keepalive(
        node,
        new InstallId("i-" + node),
        session,
        sequence,
        Timings.DEFAULT.lease(),
        List.of(),
        Epoch.NONE,
        Epoch.NONE,
        1,
        0,
        Enforcement.NFTABLES);
  }

  private static Fact health(NodeId node, Verdict verdict) {
    return new Health(node, 0, verdict, List.of(), true);
  }

  private static ClusterDefinition definition(long version) {
    return new ClusterDefinition(
        WEB,
        version,
        List.of(new Member(A, 100), new Member(B, 50)),
        List.of(new Vip("192.0.2.1")),
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
