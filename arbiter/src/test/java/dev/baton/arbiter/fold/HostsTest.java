package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.audit.AuditEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule V: what hosts have on their own is no VIP. */
class HostsTest {
  private static final String TWO = "define 1 a:200,b:100";

  @ParameterizedTest
  @CsvSource({
    "10.20.0.11/16, 10.20.0.11, b",
    "10.30.0.11/24, 10.30.0.11, b",
    "10.20.0.11/16, 10.20.0.0, a",
    "10.20.0.11/16, 10.20.255.255, a",
    "fd00:20::b/64, fd00:20::b, a",
    "fd00:20::b/64, fd00:20::, a"
  })
  void refusesADefinitionWhoseVipAMemberHasOnItsOwn(String own, String vip, String node) {
    var story = given("host " + node + " own " + own).when(TWO + " vip 10.20.0.10," + vip);

    story.thenOrders();
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL)).isEqualTo("VIP_CLASHES");
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.WHY))
        .startsWith(vip + " is the ")
        .contains(own + " on eth0 of " + node);
    assertThat(story.state().definitions().latestVersion()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "10.20.0.11/16, 10.20.0.12",
    "10.20.0.11/32, 10.20.0.10",
    "10.20.0.10/31, 10.20.0.11",
    "fd00:20::b/64, fd00:20::ffff:ffff:ffff:ffff",
    "10.20.0.11/16, fd00:20::1",
    "0.0.0.1/0, 10.20.0.10"
  })
  void takesADefinitionWhoseVipIsNobodys(String own, String vip) {
    given("host a own " + own).when(TWO + " vip " + vip).thenOrders("define 1");
  }

  @Test
  void takesADefinitionWhoseVipIsAStrangersOwn() {
    given("host z own 10.20.0.10/16").when(TWO).thenOrders("define 1");
  }

  @Test
  void refusesANewMemberThatHasAVipOnItsOwn() {
    var story = held().and("host c own 10.20.0.10/16").when("define 2 a:200,b:100,c:50");

    assertThat(story.detail(Kind.DEFINITION, AuditDetail.WHY)).contains("of c");
  }

  @Test
  void takesAnotherDefinitionAlthoughAVipThatStandsWasTakenMeanwhile() {
    held().and("host b own 10.20.0.10/16").when("define 2 a:100,b:100").thenOrders("define 2");
  }

  @Test
  void withdrawsADefinitionOnItsWayWhoseNewVipAMemberCannotCarry() {
    var story =
        held()
            .and("define 2 a:200,b:100 vip 10.20.0.10,fd00:20::10")
            .when("host b refuses fd00:20::10 read 2");

    story.thenOrders("define 3");
    assertThat(story.audit())
        .anySatisfy(
            line ->
                assertThat(line.details())
                    .containsEntry("withdrawn", "2")
                    .hasEntrySatisfying(
                        "why", why -> assertThat(why).startsWith("b: fd00:20::10 ")));
    story.and("timer definition");
    assertThat(story.state().definitions().effective().orElseThrow().version()).isEqualTo(3);
    assertThat(story.state().definitions().effective().orElseThrow().vips()).hasSize(1);
    assertThat(AssignmentStates.held(story.state().assignment())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host b refuses 10.20.0.10 read 2",
        "host b refuses fd00:20::99 read 2",
        "host b refuses fd00:20::10 read 1",
        "host z refuses fd00:20::10 read 2",
        "host b refuses fd00:20::10 read 2 install clone"
      })
  void withdrawsNothingForAnotherReason(String report) {
    assertThat(held().and("define 2 a:200,b:100 vip 10.20.0.10,fd00:20::10").when(report).orders())
        .noneMatch(order -> order.startsWith("define"));
  }

  @Test
  void believesNoReportOfAnotherInstallation() {
    var story = held().and("host b own 10.20.0.10/16 install clone");

    assertThat(story.state().nodes().get(new NodeId("b")).host()).isEmpty();
  }

  @Test
  void assignsNobodyElseWhileAMemberHasTheVipOnItsOwn() {
    var story = given(TWO, "host a own 10.20.0.10/16 refuses 10.20.0.10").and(up("a")).and(up("b"));

    story.thenOrders();
    assertThat(eligibility(story, "a")).isEqualTo(Eligibility.VIP_REFUSED);
    assertThat(eligibility(story, "b")).isEqualTo(Eligibility.VIP_TAKEN);
    story
        .when("host a own 10.20.0.11/16")
        .thenOrders("assign 1 a a1 FIRST after 0", "next 2 b b1 after 1");
  }

  @Test
  void givesTheOtherVipsToTheNodeWhoseOwnOneOfThemIs() {
    var story =
        given(TWO + " vip 10.20.0.10,10.20.0.12")
            .and("host b own 10.20.0.12/16 refuses 10.20.0.12")
            .and(up("a"))
            .and(up("b"));

    story.when("timer settle").thenOrders("assign 1 b b1 FIRST after 0");
  }

  @Test
  void prefersTheNodeThatCarriesEveryVip() {
    var story = given(TWO + " vip 10.20.0.10,10.20.0.12", "host a refuses 10.20.0.12").and(up("b"));

    story.and("timer settle");
    assertThat(story.and(up("a")).state().lastHolder()).contains(new NodeId("b"));
    story.when("expire b1").thenOrders("dead b1", "assign 2 a a1 EXPIRED after 1");
  }

  @Test
  void leavesTheVipsWhereTheyAreWhenAnotherMemberIsGivenOneByHand() {
    var story = held().when("host b own 10.20.0.10/24 refuses 10.20.0.10");

    story.thenOrders("release 2 b b1");
    assertThat(story.detail(Kind.INCIDENT, AuditDetail.REFUSALS)).contains("10.20.0.10 is refused");
    assertThat(AssignmentStates.held(story.state().assignment())).isPresent();
  }

  private static String[] up(String node) {
    return new String[] {"first " + node + " " + node + "1", "healthy " + node};
  }

  private static Eligibility eligibility(Story story, String node) {
    return Policy.eligibility(story.state(), new NodeId(node));
  }
}
