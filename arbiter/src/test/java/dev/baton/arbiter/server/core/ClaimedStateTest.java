package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.Story;
import dev.baton.model.ArbiterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule B: what a runner makes of the state that is committed when nobody else may write it. */
class ClaimedStateTest {
  private static final Effect REFOLD = new Effect.Refold(OptionalLong.empty());

  @ParameterizedTest
  @CsvSource({"2, 9, false", "2, 12, false", "3, 4, false", "2, 8, true", "1, 20, true"})
  void aRunnerBeginsAgainIfWhatItBeganWithWasLost(long generation, long folded, boolean again) {
    PartitionState partition = new PartitionState(new Position(9), 2, PartitionState.FIRST_RULES);
    Snapshot begun = new Snapshot(Story.given().state(), partition, 0);
    PartitionRunner runner = runner(List.of(begun));

    List<Effect> effects =
        runner.onClaimed(Source.endOf(generation, new Position(folded)), OptionalLong.empty(), 0);

    assertThat(effects.contains(REFOLD)).isEqualTo(again);
  }

  @Test
  void aRunnerThatBeganWithNothingGoesOn() {
    PartitionRunner runner = runner(List.of());

    assertThat(runner.onClaimed(Source.NONE, OptionalLong.empty(), 0)).doesNotContain(REFOLD);
  }

  private static PartitionRunner runner(List<Snapshot> begun) {
    return new PartitionRunner(
        new RunnerSettings(new ArbiterId("x"), Duration.ofMillis(100), 3, Duration.ZERO, 0),
        FoldReplica.from(PartitionFold.standard(), begun),
        0);
  }
}
