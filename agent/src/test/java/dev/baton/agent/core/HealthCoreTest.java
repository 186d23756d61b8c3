package dev.baton.agent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.agent.core.ProbeRule.Counting;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthCoreTest {

  private static final Sample PASSED = Sample.passed("fine");
  private static final Sample FAILED = Sample.failed("broken");

  @Test
  void reportsAtOnceWhenThereAreNoProbes() {
    HealthCore core = core();
    assertThat(core.clock(ms(0))).map(Health::verdict).contains(Verdict.HEALTHY);
  }

  @Test
  void firstReportWaitsForEachProbesFirstSample() {
    HealthCore core = core(rule("a", 500), rule("b", 300));
    assertThat(core.sample("a", PASSED, ms(10))).isEmpty();
    assertThat(core.nextDeadline()).isEqualTo(ms(300));
    assertThat(core.sample("b", PASSED, ms(20)))
        .contains(new Health(node(), 0, Verdict.HEALTHY, core.probes(), false));
  }

  @Test
  void firstReportWaitsNoLongerThanTheLongestPatience() {
    HealthCore core = core(rule("a", 500), rule("b", 300));
    assertThat(core.nextDeadline()).isEqualTo(ms(500));
    assertThat(core.clock(ms(499))).isEmpty();
    assertThat(core.clock(ms(500))).map(Health::verdict).contains(Verdict.UNHEALTHY);
  }

  @Test
  void reportsAtOnceWhenAStatusChangesAndSaysWhetherTheVerdictDid() {
    HealthCore core = core(rule("a", 500), advisory("b"));
    core.sample("a", PASSED, ms(1));
    answer(core, core.sample("b", PASSED, ms(2)));
    Optional<Health> advisory = core.sample("b", FAILED, ms(3));
    Optional<Health> required = core.sample("a", FAILED, ms(4));
    assertThat(advisory.map(Health::verdict)).contains(Verdict.HEALTHY);
    assertThat(advisory.map(Health::changed)).contains(false);
    assertThat(required.map(Health::verdict)).contains(Verdict.UNHEALTHY);
    assertThat(required.map(Health::changed)).contains(true);
    assertThat(required.map(Health::sequence)).contains(2L);
  }

  @Test
  void heartbeatLeavesOneIntervalAfterTheLastReport() {
    HealthCore core = core(rule("a", 500));
    answer(core, core.sample("a", PASSED, ms(100)));
    assertThat(core.nextDeadline()).isEqualTo(ms(1100));
    answer(core, core.sample("a", FAILED, ms(600)));
    assertThat(core.clock(ms(1599))).isEmpty();
    assertThat(core.clock(ms(1600))).map(Health::changed).contains(false);
    assertThat(core.nextDeadline()).isEqualTo(ms(2600));
  }

  @Test
  void detailAloneIsNoReasonToReport() {
    HealthCore core = core(rule("a", 500));
    answer(core, core.sample("a", PASSED, ms(1)));
    assertThat(core.sample("a", Sample.passed("still fine"), ms(2))).isEmpty();
  }

  @Test
  void carriesALostChangeOverToTheNextReport() {
    HealthCore core = core(rule("a", 500));
    answer(core, core.sample("a", PASSED, ms(1)));
    Health change = core.sample("a", FAILED, ms(2)).orElseThrow();
    assertThat(core.lost(change, ms(50))).isEmpty();
    Health next = core.clock(ms(1002)).orElseThrow();
    assertThat(next.changed()).isTrue();
    core.acknowledged(next, ms(1003));
    assertThat(core.clock(ms(2002))).map(Health::changed).contains(false);
  }

  @Test
  void leavesHeartbeatsOutWhileTheLogDoesNotAnswer() {
    HealthCore core = core(rule("a", 500));
    Health first = core.sample("a", PASSED, ms(0)).orElseThrow();
    assertThat(core.clock(ms(1000))).isPresent();
    assertThat(core.clock(ms(2000))).isEmpty();
    assertThat(core.nextDeadline()).isEqualTo(ms(3000));
    core.lost(first, ms(2500));
    assertThat(core.clock(ms(3000))).isPresent();
  }

  @Test
  void keepsTheLatestChangeUntilThereIsRoomForIt() {
    HealthCore core = core(rule("a", 500));
    List<Health> sent = new ArrayList<>();
    core.sample("a", PASSED, ms(0)).ifPresent(sent::add);
    for (int i = 1; i < 40; i++) {
      core.sample("a", i % 2 == 0 ? PASSED : FAILED, ms(i)).ifPresent(sent::add);
    }
    assertThat(sent).hasSize(HealthCore.REPORTS_UNDERWAY_MAX);
    assertThat(core.acknowledged(sent.get(0), ms(41)))
        .map(Health::verdict)
        .contains(Verdict.UNHEALTHY);
  }

  @Test
  void refusesProbesThatAreNamedTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> core(rule("a", 1), rule("a", 1)))
        .withMessageContaining("\"a\" is named twice");
  }

  @Test
  void refusesTooManyProbes() {
    ProbeRule[] rules = new ProbeRule[HealthCore.PROBES_MAX + 1];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = rule("p" + i, 1);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> core(rules));
  }

  @Test
  void refusesASampleOfAnUnknownProbeAndASecondAnswer() {
    HealthCore core = core();
    Health report = core.clock(ms(0)).orElseThrow();
    core.acknowledged(report, ms(1));
    assertThatIllegalStateException().isThrownBy(() -> core.lost(report, ms(2)));
    assertThatIllegalArgumentException().isThrownBy(() -> core.sample("x", PASSED, ms(3)));
  }

  private static void answer(HealthCore core, Optional<Health> report) {
    core.acknowledged(report.orElseThrow(), ms(0));
  }

  private static HealthCore core(ProbeRule... rules) {
    return new HealthCore(node(), List.of(rules), Duration.ofSeconds(1), ms(0));
  }

  private static NodeId node() {
    return new NodeId("a");
  }

  private static ProbeRule rule(String name, int patienceMs) {
    return new ProbeRule(name, "tcp", Weight.REQUIRED, once(), ms(patienceMs));
  }

  private static ProbeRule advisory(String name) {
    return new ProbeRule(name, "tcp", Weight.ADVISORY, once(), ms(100));
  }

  private static Counting once() {
    return new Counting(1, 1, ProbeStatus.FAILING);
  }

  private static Duration ms(long ms) {
    return Duration.ofMillis(ms);
  }
}
