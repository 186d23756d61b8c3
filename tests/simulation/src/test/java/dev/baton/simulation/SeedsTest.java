package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, every invariant holds. */
class SeedsTest {

  @Test
  void everyPromiseIsKeptUnderDrawnFaults() {
    assertThat(failures(Profile.MIXED, 2_000)).isEmpty();
  }

  @Test
  void nothingMovesWithoutAFault() {
    assertThat(failures(Profile.CALM, 60)).isEmpty();
  }

  @Test
  void lostRecordsCostAPauseAndNothingElse() {
    assertThat(failures(Profile.LOSS, 150)).isEmpty();
  }

  @Test
  void clocksBeyondTheBoundCostNoMoreThanTheirExcess() {
    assertThat(failures(Profile.DRIFT, 100)).isEmpty();
  }

  @Test
  void stoppedMachinesCostNoMoreThanALease() {
    assertThat(failures(Profile.FREEZE, 100)).isEmpty();
  }

  /** A failure's report says how to repeat it, and what of its plan is needed. */
  private static List<String> failures(Profile profile, int seeds) {
    Optional<Outcome> first =
        LongStream.rangeClosed(1, seeds)
            .parallel()
            .mapToObj(seed -> Simulation.run(seed, profile))
            .filter(outcome -> outcome.failure().isPresent())
            .findFirst();
    return first.map(Report::of).stream().toList();
  }
}
