package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rule D: members are told where they hear one another. */
class PeersTest {

  private static Story two() {
    return given(
        "define 1 a:200,b:100",
        "first a a1 channel 10.20.0.11:9480",
        "first b b1 channel 10.20.0.12:9480",
        "healthy b",
        "healthy a",
        "acquired 1 a a1");
  }

  @Test
  void tellsWhoHasAChannelWhenOneComes() {
    given("define 1 a:200,b:100")
        .when("first a a1 channel 10.20.0.11:9480")
        .thenOrders("peers a a1 [10.20.0.11:9480]");
    assertThat(given("define 1 a:200,b:100").when("first a a1").orders()).isEmpty();
  }

  @Test
  void tellsItAgainOnlyWhenSomethingHasChanged() {
    var story = two();

    story.when("alive b b1 channel 10.20.0.12:9480").thenOrders();
    story
        .when("alive b b1 channel 10.30.0.12:9480")
        .thenOrders("peers a a1 [10.20.0.11:9480] b b1 [10.30.0.12:9480]");
    story.when("brief b b1").thenOrders();
  }

  @Test
  void tellsTheNextSessionOfANode() {
    assertThat(two().when("first b b2 ended b1 channel 10.20.0.12:9480").orders())
        .contains("peers a a1 [10.20.0.11:9480] b b2 [10.20.0.12:9480]");
  }

  @Test
  void namesNoStranger() {
    two().when("first z z1 channel 10.20.0.99:9480").thenOrders();
  }

  @Test
  void tellsItAgainAfterALoss() {
    assertThat(two().and("gap 90", "all read").when("timer gap").orders())
        .contains("peers a a1 [10.20.0.11:9480] b b1 [10.20.0.12:9480]");
  }
}
