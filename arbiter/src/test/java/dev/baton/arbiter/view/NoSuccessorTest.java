package dev.baton.arbiter.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.Story;
import dev.baton.model.state.ClusterState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status says where nobody stands ready. */
class NoSuccessorTest {
  private static final String[] TWO = {
    "first a a1", "first b b1", "healthy b", "healthy a", "acquired 1 a a1"
  };

  private static String words(String definition, String... more) {
    String[] lines =
        Stream.of(List.of(definition), List.of(TWO), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new);
    return words(Story.given(lines).state());
  }

  private static String words(ClusterState state) {
    return ClusterView.of(state, List.of(state))
        .noSuccessor()
        .map(NoSuccessor::words)
        .orElse("somebody stands ready");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alive a a1           | somebody stands ready",
        "unhealthy b          | no other member can take the VIPs: b: unhealthy",
        "expire b1            | no other member can take the VIPs: b: no session",
        "standby b            | no other member can take the VIPs: b: standby",
        "maintenance on       | maintenance is on",
        "gap 90 | the log may have lost records, and not every session has read of that",
      })
  void saysWhatIsInTheWay(String line, String words) {
    assertThat(words("define 1 a:200,b:100", line)).isEqualTo(words);
  }

  @Test
  void saysThatScriptsRunBetween() {
    assertThat(words("define 1 a:200,b:100 demote 1s"))
        .isEqualTo("the definition has scripts (hooks), so every move goes by the log");
  }

  @Test
  void saysThatAWithdrawnNodeRests() {
    assertThat(words("define 1 a:200,b:100", "unhealthy b", "healthy b"))
        .isEqualTo("b was withdrawn less than a second ago");
  }

  @Test
  void saysHowToEndAHoldDown() {
    assertThat(
            words(
                "define 1 a:200,b:100 moves 2 window 60s",
                "unhealthy a",
                "released 1 a a1",
                "acquired 2 b b1",
                "healthy a",
                "unhealthy b",
                "released 2 b b1",
                "acquired 3 a a1",
                "healthy b"))
        .isEqualTo("the hold-down has no move left until: baton ack web");
  }

  @Test
  void saysThatThereIsNoOtherMember() {
    assertThat(
            words(
                Story.given("define 1 a:200", "first a a1", "healthy a", "acquired 1 a a1")
                    .state()))
        .isEqualTo("the cluster has no other member");
  }
}
