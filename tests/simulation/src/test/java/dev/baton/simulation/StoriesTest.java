package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulation.Outcome.Failure;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories in which one clause alone stands between the world and harm; all of them end well. */
class StoriesTest {

  @ParameterizedTest
  @MethodSource("stories")
  void endsWell(String story) {
    assertThat(Stage.play(story).map(Failure::toLine)).isEmpty();
  }

  static List<String> stories() {
    return Stories.names();
  }
}
