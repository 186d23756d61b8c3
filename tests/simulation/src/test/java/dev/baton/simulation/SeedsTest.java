package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * Worlds in which an assignment outlives the events that it derives from (19676), or a loss takes
   * all that the log knows of the losses before it (17136); and seeds that showed it first, and
   * that a definition can be gone from both topics (12987). In the first (1112) keepers had read
   * the end of a cluster that the log then lost, and kept silent. Two arbiters led in one term for
   * ever (32911). Only commands that no keeper had read told of a generation (3001561), and
   * arbiters whose folds differ take each other's generations for no loss (3001031). An arbiter
   * began with a snapshot of lost events when others stood in their places, and moved the VIPs away
   * from a node whose session began there (53004637). A standby arbiter that had not read what was
   * lost took each new epoch for unexplained (54000345). Two arbiters waited to read ticks that
   * were lost (57017626). The holder's last keepalive was lost before anybody had read it, and the
   * holder was cut off (64021500). After a gap, folds held different sessions for the holder, and
   * not the one that said so (66029934). A further loss took a gap whose position an arbiter had
   * refolded, so it took itself for sure, and each new epoch for unexplained (90003910).
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        1_112,
        5_398,
        11_849,
        12_987,
        17_136,
        19_676,
        32_911,
        3_001_031,
        3_001_561,
        53_004_637,
        54_000_345,
        57_017_626,
        64_021_500,
        66_029_934,
        90_003_910
      })
  void lossesCloseTogetherEndWithAHolder(long seed) {
    Outcome outcome = Simulation.run(seed, Profile.LOSS);
    assertThat(outcome.failure().map(failure -> Report.of(outcome))).isEmpty();
  }

  /** A holder never read that it was given the next epoch, and was told to let go of that one. */
  @Test
  void aHolderLetsGoOfAnEpochThatItNeverReadOf() {
    Outcome outcome = Simulation.run(55_020_303, Profile.MIXED);
    assertThat(outcome.failure().map(failure -> Report.of(outcome))).isEmpty();
  }

  /** While a cluster was undefined, a node that is nobody's spoke of an epoch far ahead. */
  @Test
  void anOutsiderOfAnUndefinedClusterMovesNothing() {
    Outcome outcome = Simulation.run(100_253, Profile.MIXED);
    assertThat(outcome.failure().map(failure -> Report.of(outcome))).isEmpty();
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
