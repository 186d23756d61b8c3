package dev.baton.runtime.core;

import static dev.baton.runtime.core.Clusters.WEB;
import static dev.baton.runtime.core.Clusters.assign;
import static dev.baton.runtime.core.Clusters.define;
import static dev.baton.runtime.core.Clusters.definition;
import static dev.baton.runtime.core.Clusters.held;
import static dev.baton.runtime.core.Clusters.order;
import static dev.baton.runtime.core.Clusters.placement;
import static dev.baton.runtime.core.Clusters.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.AssignmentState;
import dev.baton.spi.Assignment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionDriversTest {
  private final PartitionDrivers drivers = new PartitionDrivers(PartitionDrivers.ofCloud("aws"));

  private List<String> tell(CommandRecord order) {
    return words(drivers.onOrder(order));
  }

  private void live(String... bindings) {
    assertThat(drivers.onCaughtUp()).isEmpty();
    var unused = drivers.onOrder(define(1, definition(1, bindings)));
  }

  private static Report report(long epoch, String node, OutcomeResult result) {
    Assignment assignment =
        new Assignment(WEB, new Epoch(epoch), new NodeId(node), List.of(new Vip("10.20.0.10")));
    return new Report(assignment, result, "", List.of("seen"), Duration.ofMillis(7), 1);
  }

  private static BindingId driver(int index, long number) {
    return new BindingId(WEB, index, number);
  }

  static List<String> words(List<FleetEffect> effects) {
    return effects.stream().map(effect -> effect.match(WORDS)).toList();
  }

  private static final FleetEffect.Cases<String> WORDS =
      new FleetEffect.Cases<>() {
        private String of(BindingId driver) {
          return driver.index() + "#" + driver.number();
        }

        @Override
        public String open(FleetEffect.Open effect) {
          return "open " + of(effect.driver()) + " " + effect.binding().kind();
        }

        @Override
        public String close(FleetEffect.Close effect) {
          return "close " + of(effect.driver());
        }

        @Override
        public String assign(FleetEffect.Assign effect) {
          Assignment to = effect.assignment();
          return "assign " + of(effect.driver()) + " " + to.epoch() + " " + to.node();
        }

        @Override
        public String resume(FleetEffect.Resume effect) {
          Assignment to = effect.assignment();
          return "resume %s %s %s %s"
              .formatted(of(effect.driver()), to.epoch(), to.node(), effect.told());
        }

        @Override
        public String tell(FleetEffect.Tell effect) {
          return "tell %d %s %s %s"
              .formatted(
                  effect.outcome().index(),
                  effect.outcome().epoch(),
                  effect.outcome().result(),
                  effect.outcome().detail())
              .strip();
        }
      };

  @Test
  void makesADriverForEachBindingOfItsCloudAndNoOther() {
    assertThat(drivers.onCaughtUp()).isEmpty();

    assertThat(tell(define(1, definition(1, "arp", "aws-route", "gcp-ilb", "aws-eip"))))
        .containsExactly("open 1#0 aws-route", "open 3#1 aws-eip");
    assertThat(tell(assign(2, 1, "a"))).containsExactly("assign 1#0 1 a", "assign 3#1 1 a");
  }

  @Test
  void dropsWhatDoesNotComeAfterTheLastCommandTaken() {
    live("aws-route");
    assertThat(tell(assign(5, 1, "a"))).hasSize(1);

    assertThat(tell(assign(5, 2, "b"))).isEmpty();
    assertThat(tell(assign(4, 2, "b"))).isEmpty();
    assertThat(tell(assign(6, 1, "b"))).isEmpty();
    assertThat(tell(assign(7, 2, "b"))).containsExactly("assign 0#0 2 b");
  }

  @Test
  void doesNothingUntilItHasCaughtUpAndThenOnlyWhatIsLatest() {
    drivers.onSnapshot(snapshot(9, held(definition(1, "aws-route"), 3, "a")));

    assertThat(tell(assign(9, 4, "x"))).isEmpty();
    assertThat(tell(define(10, definition(2, "aws-eip")))).isEmpty();
    assertThat(tell(assign(11, 4, "b"))).isEmpty();
    assertThat(tell(assign(12, 5, "c"))).isEmpty();

    assertThat(words(drivers.onCaughtUp())).containsExactly("open 0#0 aws-eip", "assign 0#0 5 c");
    assertThat(drivers.onCaughtUp()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWithWhatWasToldOfThePresentAssignment(OutcomeResult told) {
    drivers.onSnapshot(
        snapshot(9, held(definition(1, "aws-route"), 3, "a", placement(0, "aws-route", 3, told))));

    assertThat(words(drivers.onCaughtUp()))
        .containsExactly("open 0#0 aws-route", "resume 0#0 3 a " + told);
  }

  @Test
  void appliesWhatWasNotToldYet() {
    drivers.onSnapshot(
        snapshot(
            9,
            held(
                definition(1, "aws-route"),
                3,
                "a",
                placement(0, "aws-route", 2, OutcomeResult.PLACED))));

    assertThat(words(drivers.onCaughtUp())).containsExactly("open 0#0 aws-route", "assign 0#0 3 a");
  }

  @Test
  void waitsForACommandWhileNobodyIsAssigned() {
    drivers.onSnapshot(
        snapshot(
            9,
            Clusters.state(
                definition(1, "aws-route"),
                3,
                new AssignmentState.Unassigned(Command.Ending.RELEASED))));

    assertThat(words(drivers.onCaughtUp())).containsExactly("open 0#0 aws-route");
    assertThat(tell(assign(10, 4, "b"))).containsExactly("assign 0#0 4 b");
  }

  @Test
  void worksOnForAHolderThatIsToLetGo() {
    drivers.onSnapshot(
        snapshot(
            9,
            Clusters.state(
                definition(1, "aws-route"),
                3,
                new AssignmentState.Releasing(new NodeId("a"), new SessionId("a1"), true))));

    assertThat(words(drivers.onCaughtUp())).containsExactly("open 0#0 aws-route", "assign 0#0 3 a");
  }

  @Test
  void tellsWhatDriversReport() {
    live("aws-route");
    var unused = drivers.onOrder(assign(2, 1, "a"));

    assertThat(words(drivers.onReport(driver(0, 0), report(1, "a", OutcomeResult.PLACED))))
        .containsExactly("tell 0 1 PLACED");
    assertThat(drivers.status())
        .containsExactly(
            new BindingStatus(
                WEB,
                0,
                "aws-route",
                Optional.of(new Epoch(1)),
                Optional.of(OutcomeResult.PLACED),
                Optional.empty()));
  }

  @Test
  void replacesTheDriverOfABindingThatChangedAndLeavesTheOthers() {
    live("aws-route=1", "aws-eip");
    var unused = drivers.onOrder(assign(2, 1, "a"));
    var unusedToo = drivers.onReport(driver(0, 0), report(1, "a", OutcomeResult.PLACED));

    assertThat(tell(define(3, definition(2, "aws-route=2", "aws-eip"))))
        .containsExactly("close 0#0", "open 0#2 aws-route", "assign 0#2 1 a");
    assertThat(drivers.onReport(driver(0, 0), report(1, "a", OutcomeResult.DRIFTED))).isEmpty();
  }

  @Test
  void closesTheDriverOfABindingThatIsGone() {
    live("aws-route", "aws-eip");

    assertThat(tell(define(3, definition(2, "aws-route")))).containsExactly("close 1#1");
  }

  @Test
  void otherMembersReplaceADriverThatGoesOnWhereItWas() {
    live("aws-route");
    var unused = drivers.onOrder(assign(2, 1, "a"));
    var unusedToo = drivers.onReport(driver(0, 0), report(1, "a", OutcomeResult.PLACED));

    assertThat(tell(define(3, definition(2, "10.20.0.10", List.of("a", "b", "c"), "aws-route"))))
        .containsExactly("close 0#0", "open 0#1 aws-route", "resume 0#1 1 a PLACED");
  }

  @Test
  void otherVipsHaveToBePlacedAnew() {
    live("aws-route");
    var unused = drivers.onOrder(assign(2, 1, "a"));
    var unusedToo = drivers.onReport(driver(0, 0), report(1, "a", OutcomeResult.PLACED));

    assertThat(tell(define(3, definition(2, "10.20.0.11", List.of("a", "b"), "aws-route"))))
        .containsExactly("close 0#0", "open 0#1 aws-route", "assign 0#1 1 a");
  }

  @Test
  void refusesEachCommandOnceForABindingThatCannotBeMoved() {
    live("aws-route", "aws-eip");
    assertThat(drivers.onUnmakeable(driver(0, 0), "no such setting")).isEmpty();

    assertThat(tell(assign(2, 1, "a")))
        .containsExactly("tell 0 1 REFUSED no such setting", "assign 1#1 1 a");
    assertThat(tell(assign(3, 2, "b")))
        .containsExactly("tell 0 2 REFUSED no such setting", "assign 1#1 2 b");
    assertThat(drivers.status().get(0).unmakeable()).contains("no such setting");
  }

  @ParameterizedTest
  @CsvSource({"2, tell 0 3 REFUSED why", "3, "})
  void refusesThePresentCommandUnlessThatIsToldAlready(long told, String expected) {
    drivers.onSnapshot(
        snapshot(
            9,
            held(
                definition(1, "aws-route"),
                3,
                "a",
                placement(0, "aws-route", told, OutcomeResult.REFUSED))));
    var unused = drivers.onCaughtUp();

    assertThat(words(drivers.onUnmakeable(driver(0, 0), "why")))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void doesNothingBecauseOfOtherCommands() {
    live("aws-route");
    NodeId a = new NodeId("a");
    SessionId session = new SessionId("a1");

    for (Command command :
        List.of(
            new Command.Release(new Epoch(1), a, session),
            new Command.Dead(session),
            new Command.Demote(new Epoch(1), a, Duration.ofSeconds(1)),
            new Command.Promote(new Epoch(1), a, Duration.ofSeconds(1)))) {
      assertThat(tell(order(7, command))).isEmpty();
    }
    assertThat(
            drivers.onOrder(
                new CommandRecord(
                    Optional.empty(),
                    Source.NONE,
                    new Command.Tick(new ArbiterId("x"), 1, Position.NONE))))
        .isEmpty();
  }
}
