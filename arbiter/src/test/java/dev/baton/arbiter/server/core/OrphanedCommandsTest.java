package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.FactText;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Story;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.state.Definitions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule B: commands stand whose events are lost. */
class OrphanedCommandsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  /** A generation that no clock here reaches. */
  private static final long LATER = 9_000_000_000_000L;

  @Test
  void reportsOnceAnAssignmentThatTheEventsDoNotExplain() {
    World world = World.heldByA("x");
    NodeId b = new NodeId("b");
    SessionId session = new SessionId("gone");
    write(world, new Command.Assign(new Epoch(7), b, session, Ending.EXPIRED, new Epoch(6)));

    world.pass(SECOND);

    assertThat(reports(world)).containsExactly("OrphanedEpoch[arbiter=x, epoch=7]");
    assertThat(world.untilHeldBy("a")).isTrue();
    assertThat(world.taken()).endsWith("assign 8 a a-0 EXPIRED after 7", "next 9 b b-0 after 8");
  }

  @Test
  void theLeaderReportsOnceAGenerationThatTheEventsDoNotExplainAndGoesOnAboveIt() {
    World world = World.heldByA("x", "y");
    PartitionRunner runner = world.arbiter("x").runner;
    Source lost = new Source(LATER, runner.model().partition().folded(), 0);
    Command dead = new Command.Dead(new SessionId("gone"));
    world.commands.add(new CommandRecord(Optional.of(FactText.WEB), lost, dead));

    world.pass(SECOND);

    assertThat(world.arbiter("x").appended(Fact.LogLoss.class)).isEqualTo(1);
    assertThat(world.arbiter("y").appended(Fact.LogLoss.class)).isZero();
    assertThat(runner.model().partition().generation()).isEqualTo(LATER + 1);
    world.tell("unhealthy a");
    assertThat(world.untilHeldBy("b")).isTrue();
  }

  @Test
  void takesACommandThatItReadBeforeTheGapForNoFurtherLoss() {
    World world = World.heldByA("x");
    world.tell("gap 5 generation " + LATER);
    Source ahead = new Source(LATER + 1, new Position(world.events.size()), 0);
    Command dead = new Command.Dead(new SessionId("gone"));
    CommandRecord order = new CommandRecord(Optional.of(FactText.WEB), ahead, dead);
    world.arbiter("x").runner.onCommand(order, world.commands.size(), world.now());

    world.pass(SECOND);

    assertThat(world.arbiter("x").appended(Fact.LogLoss.class)).isZero();
  }

  /** Its fold may lack what the leader's has, and then each new epoch would begin a gap. */
  @Test
  void aStandbyArbiterReportsNoSecondEpoch() {
    World world = World.heldByA("x", "y");
    NodeId b = new NodeId("b");
    SessionId session = new SessionId("gone");
    world.arbiter("x").frozen = true;
    write(world, new Command.Assign(new Epoch(7), b, session, Ending.EXPIRED, new Epoch(6)));
    world.pass(SHORT);
    world.arbiter("x").frozen = false;
    world.pass(SHORT);
    world.arbiter("x").frozen = true;
    write(world, new Command.Next(new Epoch(20), new Epoch(7), b, session));
    world.pass(SHORT);
    assertThat(reports(world)).containsExactly("OrphanedEpoch[arbiter=y, epoch=7]");

    world.arbiter("x").frozen = false;
    world.pass(SHORT);

    assertThat(reports(world)).endsWith("OrphanedEpoch[arbiter=x, epoch=20]").hasSize(2);
    assertThat(world.untilHeldBy("a")).isTrue();
  }

  @Test
  void handsADefinitionInAgainThatTheEventsDoNotHold() {
    World world = World.heldByA("x");
    Fact.Defined lost =
        (Fact.Defined) FactText.parse("define 2 a:200,b:100,c:50", Story.given().state());
    write(world, new Command.Define(lost.definition()));

    world.pass(SECOND);

    assertThat(definitions(world))
        .extracting(Definitions::latest)
        .isEqualTo(Optional.of(lost.definition()));
  }

  @Test
  void saysAgainUnderWhichVersionTheClusterWasUndefined() {
    World world = World.heldByA("x");
    assertUndefinedUnder(world, 7);
  }

  /** The events know a later loss's undefining only, under an earlier version. */
  @Test
  void saysAgainALaterVersionOfAClusterThatIsGone() {
    World world = World.heldByA("x");
    world.tell("undefine");
    world.pass(SECOND);
    assertUndefinedUnder(world, 7);
  }

  private static Definitions definitions(World world) {
    PartitionModel model = world.arbiter("x").runner.model();
    return model.clusters().get(FactText.WEB).orElseThrow().definitions();
  }

  private static void assertUndefinedUnder(World world, long version) {
    write(world, new Command.Undefine(version));

    world.pass(SECOND);

    assertThat(definitions(world))
        .returns(Optional.empty(), Definitions::latest)
        .returns(version, Definitions::latestVersion);
  }

  /** The arbiters were down while the facts were lost. */
  @Test
  void anArbiterThatStartsReportsOnceACommandOfAFactThatDoesNotStand() {
    World world = World.heldByA("x");
    long generation = generation(world);
    standBeyondTheFacts(world, generation);

    world.arbiter("y");
    world.pass(SECOND);

    assertThat(world.arbiter("y").appended(Fact.LogLoss.class)).isEqualTo(1);
    assertThat(world.arbiter("x").appended(Fact.LogLoss.class)).isZero();
    assertThat(generation(world)).isGreaterThan(generation);
    world.tell("unhealthy a");
    assertThat(world.untilHeldBy("b")).isTrue();
  }

  @Test
  void oneThatStartsAfterTheLossWasReportedReportsNothing() {
    World world = World.heldByA("x");
    standBeyondTheFacts(world, generation(world));
    world.tell("gap 5");
    world.pass(SECOND);

    world.arbiter("y");
    world.pass(SECOND);

    assertThat(world.arbiter("y").appended(Fact.LogLoss.class)).isZero();
  }

  @Test
  void believesNoGenerationOutOfReach() {
    World world = World.heldByA("x");
    standBeyondTheFacts(world, Ranges.MOST_NUMBER);

    world.arbiter("y");
    world.pass(SECOND);

    assertThat(world.arbiter("y").appended(Fact.LogLoss.class)).isZero();
  }

  private static long generation(World world) {
    return world.arbiter("x").runner.model().partition().generation();
  }

  private static void standBeyondTheFacts(World world, long generation) {
    Source source = new Source(generation, new Position(world.events.size() + 20), 0);
    Command dead = new Command.Dead(new SessionId("gone"));
    world.commands.add(new CommandRecord(Optional.of(FactText.WEB), source, dead));
  }

  @Test
  void tellsNothingAsReadBackWhileSomethingIsUnexplained() {
    World world = World.heldByA("x");
    PartitionRunner runner = world.arbiter("x").runner;
    Command assign =
        new Command.Assign(
            new Epoch(7), new NodeId("b"), new SessionId("b-0"), Ending.EXPIRED, new Epoch(6));
    CommandRecord order =
        new CommandRecord(Optional.of(FactText.WEB), new Source(0, new Position(0), 9), assign);

    runner.onCommand(order, world.commands.size(), world.now());

    assertThat(runner.readBack()).isEmpty();
  }

  private static void write(World world, Command command) {
    PartitionModel model = world.arbiter("x").runner.model();
    Position folded = model.partition().folded();
    Source source = new Source(model.partition().generation(), folded, 9);
    world.commands.add(new CommandRecord(Optional.of(FactText.WEB), source, command));
  }

  private static List<String> reports(World world) {
    return world.events.stream()
        .flatMap(Optional::stream)
        .map(FactRecord::fact)
        .filter(OrphanedEpoch.class::isInstance)
        .map(Fact::toString)
        .toList();
  }
}
