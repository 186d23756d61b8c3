package dev.baton.compose.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultRunTest {
  @Test
  void theGapIsTheLongestTimeBetweenTwoAnsweredDatagrams() {
    FaultRun run = run(at(1, 2), at(2, 4), at(9, 30), at(10, 32));

    assertThat(run.gap()).isEqualTo(Duration.ofMillis(26));
    assertThat(run.unanswered()).isEqualTo(Duration.ofMillis(26));
  }

  @Test
  void aTimeInWhichTheClientAskedNothingIsNoGapWhereNothingWasToHappen() {
    FaultRun run = run(at(1, 2), at(2, 4), at(3, 104), at(4, 106));

    assertThat(run.gap()).isEqualTo(Duration.ofMillis(100));
    assertThat(run.unanswered()).isZero();
  }

  @Test
  void aLostQuestionBesideALongerPauseIsAGapOfItsOwn() {
    FaultRun run = run(at(1, 2), at(2, 102), at(4, 106));

    assertThat(run.gap()).isEqualTo(Duration.ofMillis(100));
    assertThat(run.unanswered()).isEqualTo(Duration.ofMillis(4));
  }

  @Test
  void answersThatOvertakeEachOtherAreNoGap() {
    assertThat(run(at(1, 2), at(3, 6), at(2, 7), at(4, 8)).unanswered()).isZero();
  }

  private static FaultRun run(Answer... answers) {
    return new FaultRun(new ProbeReport(List.of(answers), 0, Duration.ofSeconds(1).toNanos()));
  }

  private static Answer at(long probe, long millis) {
    return new Answer(Answer.Kind.UDP, probe, "a", Duration.ofMillis(millis).toNanos());
  }
}
