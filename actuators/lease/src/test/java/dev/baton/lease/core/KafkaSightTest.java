package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.lease.core.KafkaView.Verdict;
import dev.baton.model.NodeId;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KafkaSightTest {
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");
  private static final Set<NodeId> OTHERS = Set.of(B, C);
  private static final long LEASE = TimeUnit.MILLISECONDS.toNanos(500);

  private final KafkaSight sight = new KafkaSight();

  KafkaSightTest() {
    sight.acknowledged(0);
  }

  private static long ms(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private KafkaView at(long millis) {
    return sight.view(OTHERS, true, LEASE, ms(millis));
  }

  @Test
  void saysNothingBeforeKafkaEverAnswered() {
    assertThat(new KafkaSight().hasBegun()).isFalse();
    assertThat(sight.hasBegun()).isTrue();
  }

  @Test
  void answersWhileTheLeaseRunsWhateverOthersSay() {
    sight.heard(B, false, ms(1));
    sight.heard(C, false, ms(1));

    KafkaView view = sight.view(OTHERS, true, LEASE, ms(2));
    assertThat(view.verdict()).isEqualTo(Verdict.ANSWERS);
  }

  @Test
  void isDownForAllWhenEveryOtherMemberSaysSo() {
    sight.heard(B, false, ms(600));
    assertThat(at(601).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(at(601).unheard()).containsExactly(C);

    sight.heard(C, false, ms(610));
    assertThat(at(611).verdict()).isEqualTo(Verdict.DOWN_FOR_ALL);
    assertThat(at(611).unserved()).containsExactlyInAnyOrder(B, C);
    assertThat(at(611).silence()).hasMillis(611);
  }

  @Test
  void isCutOffWhenAnotherIsServedForALease() {
    sight.heard(B, true, ms(600));
    sight.heard(C, false, ms(600));
    assertThat(at(601).verdict()).isEqualTo(Verdict.UNKNOWN);

    sight.heard(B, true, ms(1_100));
    assertThat(at(1_101).verdict()).isEqualTo(Verdict.CUT_OFF);
    assertThat(at(1_101).served()).containsExactly(B);
  }

  /** A member that is served reads that this node's session is over, and answers it no more. */
  @Test
  void isCutOffWhenSomebodyIsSilentWhoWasServed() {
    sight.heard(B, true, ms(260));
    assertThat(at(900).verdict()).isEqualTo(Verdict.UNKNOWN);

    assertThat(at(1_300).verdict()).isEqualTo(Verdict.CUT_OFF);
    assertThat(at(1_300).served()).containsExactly(B);
    assertThat(at(1_300).unheard()).containsExactly(C);
  }

  /** A member that lost Kafka at the same time says for a part of its lease that it is served. */
  @Test
  void isNotCutOffByWhoIsServedAMomentLonger() {
    sight.heard(B, true, ms(600));
    sight.heard(C, true, ms(600));
    sight.heard(B, false, ms(900));
    sight.heard(C, false, ms(900));

    assertThat(at(901).verdict()).isEqualTo(Verdict.DOWN_FOR_ALL);
  }

  @Test
  void countsWhoIsAskedAndSilentAsUnheard() {
    sight.heard(B, false, ms(600));
    sight.heard(C, false, ms(600));

    assertThat(at(1_700).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(sight.view(OTHERS, false, LEASE, ms(1_700)).verdict())
        .isEqualTo(Verdict.DOWN_FOR_ALL);
  }

  @Test
  void knowsNothingAlone() {
    assertThat(sight.view(Set.of(), true, LEASE, ms(900)).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void forgetsWhatWasSaidOnceKafkaAnswers() {
    sight.heard(B, false, ms(600));
    sight.heard(C, false, ms(600));
    sight.acknowledged(ms(700));

    assertThat(at(1_300).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(at(1_300).silence()).hasMillis(600);
  }
}
