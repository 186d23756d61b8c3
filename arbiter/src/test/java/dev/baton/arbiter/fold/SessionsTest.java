package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditEntry.Kind;
import org.junit.jupiter.api.Test;

/** Rules C and E. */
class SessionsTest {

  @Test
  void holdsASecondSessionOfANodeBackUntilTheFirstIsDead() {
    var story = given("define 1 a:1", "first a a1", "first a a2");

    assertThat(story.state().sessions().get(new SessionId("a2")).current()).isFalse();
    story.when("expire a1").thenOrders("dead a1");
    assertThat(story.state().sessions().get(new SessionId("a2")).current()).isTrue();
  }

  @Test
  void closesTheSessionsThatASuccessorOfTheSameInstallationNames() {
    held()
        .when("first a a2 ended a1")
        .thenOrders("dead a1", "release 2 b b1", "assign 3 a a2 CLOSED after 1");
  }

  @Test
  void doesNotCloseTheSessionOfAnotherNode() {
    held().when("first b b2 ended a1").thenOrders();
  }

  @Test
  void buriesASessionThatIsNamedBeforeItWasHeardOf() {
    given("first a a2 ended a1").when("first a a1").thenOrders("dead a1");
  }

  @Test
  void givesNoSessionToAnotherInstallationAndReportsItOnce() {
    var story = given("first a a1 install original").when("first a x1 install clone");

    story.thenOrders("dead x1");
    assertThat(story.audit()).singleElement().extracting("kind").isEqualTo(Kind.SESSION);
    story.when("first a x2 install clone").thenOrders("dead x2");
    assertThat(story.audit()).isEmpty();
  }

  @Test
  void givesTheNodeToANewInstallationOnceItIsRebound() {
    var story =
        given("define 1 a:1", "first a a1 install old", "expire a1", "rebind a")
            .when("first a a2 install new");

    story.thenOrders();
    assertThat(story.state().sessions()).containsOnlyKeys(new SessionId("a2"));
    story.when("first a a3 install old").thenOrders("dead a3");
  }

  @Test
  void warnsOfNoCloneAnyMoreOnceTheNodeIsRebound() {
    NodeId a = new NodeId("a");
    var story =
        given("define 1 a:1", "first a a1 install old", "first a x1 install new", "expire a1");
    assertThat(story.when("rebind a").state().nodes().get(a).refused()).isEmpty();

    story.when("first a a2 install new");

    assertThat(story.state().nodes().get(a).refused()).isEmpty();
  }

  @Test
  void answersDeadToASessionWhoseBeginningItDoesNotKnow() {
    given("define 1 a:1").when("alive a a1").thenOrders("dead a1");
  }

  @Test
  void neverRevivesADeadSession() {
    var story = given("define 1 a:1", "first a a1", "closed a a1");

    story.when("alive a a1").thenOrders("dead a1");
    story.when("first a a1").thenOrders("dead a1");
    assertThat(story.state().sessions()).isEmpty();
  }

  @Test
  void expiresOnlyWhileTheKeepaliveWaitedFromIsTheLast() {
    var story = given("define 1 a:1", "first a a1", "alive a a1").when("expire a1 last 1");

    story.thenOrders();
    assertThat(story.audit()).isEmpty();
    story.when("expire a1 last 2").thenOrders("dead a1");
  }

  @Test
  void keepsTheLeaseThatASessionBeganWith() {
    var story = given("first a a1", "alive a a1");

    assertThat(story.state().sessions().get(new SessionId("a1")).lease().toMillis()).isEqualTo(500);
  }

  @Test
  void doesNotAuditKeepalivesAndBeats() {
    assertThat(held().when("alive a a1 holding 1").audit()).isEmpty();
    assertThat(held().when("beat x 1").audit()).isEmpty();
  }

  @Test
  void remembersABoundedNumberOfDeadSessionsAndNodes() {
    var story = given("define 1 a:1");
    for (int i = 0; i < 100; i++) {
      story.and("first a s" + i, "closed a s" + i);
      story.and("first n" + i + " n-s" + i, "closed n" + i + " n-s" + i);
    }

    assertThat(story.state().deadSessions())
        .hasSize(64)
        .allMatch(dead -> dead.value().startsWith("s"));
    assertThat(story.state().nodes()).hasSize(33);
    story.when("first n99 s999").thenOrders("dead s999");
    story.when("first a s1000").thenOrders();
  }
}
