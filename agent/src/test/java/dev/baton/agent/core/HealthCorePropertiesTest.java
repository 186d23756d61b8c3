package dev.baton.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.core.ProbeRule.Counting;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HealthCorePropertiesTest {

  private static final Duration HEARTBEAT = Duration.ofMillis(200);

  /** One random history: samples, silences, acknowledgements and losses. */
  private static final class History {
    final Random random;
    final List<ProbeRule> rules = new ArrayList<>();
    final HealthCore core;
    final List<Health> reports = new ArrayList<>();
    final List<Long> reportedAtMs = new ArrayList<>();
    final Deque<Health> unanswered = new ArrayDeque<>();
    boolean everLost;
    long nowMs;

    History(long seed, int probes) {
      random = new Random(seed);
      for (int i = 0; i < probes; i++) {
        rules.add(
            new ProbeRule(
                "p" + i,
                "tcp",
                random.nextInt(4) == 0 ? Weight.ADVISORY : Weight.REQUIRED,
                new Counting(
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    random.nextBoolean() ? ProbeStatus.PASSING : ProbeStatus.FAILING),
                Duration.ofMillis(10 + random.nextInt(300))));
      }
      core = new HealthCore(new NodeId("a"), rules, HEARTBEAT, Duration.ZERO);
    }

    void step(boolean answersAtOnce) {
      long deadline = Math.max(nowMs, core.nextDeadline().toMillis());
      nowMs = Math.min(deadline, nowMs + random.nextInt(60));
      if (nowMs == deadline) {
        take(core.clock(now()));
      }
      if (!rules.isEmpty()) {
        String name = rules.get(random.nextInt(rules.size())).name();
        take(core.sample(name, new Sample(random.nextBoolean(), "x"), now()));
      }
      while (!unanswered.isEmpty() && (answersAtOnce || random.nextInt(3) == 0)) {
        answer(unanswered.removeFirst());
      }
    }

    void answer(Health report) {
      boolean lost = random.nextInt(4) == 0;
      everLost |= lost;
      take(lost ? core.lost(report, now()) : core.acknowledged(report, now()));
    }

    void take(Optional<Health> report) {
      report.ifPresent(
          sent -> {
            reports.add(sent);
            reportedAtMs.add(nowMs);
            unanswered.addLast(sent);
          });
    }

    Duration now() {
      return Duration.ofMillis(nowMs);
    }
  }

  @Property(tries = 500)
  void sequenceGrowsByOneAndTheVerdictFollowsFromTheParts(
      @ForAll long seed, @ForAll @IntRange(max = 6) int probes) {
    History history = new History(seed, probes);
    for (int i = 0; i < 200; i++) {
      history.step(false);
    }
    for (int i = 0; i < history.reports.size(); i++) {
      Health report = history.reports.get(i);
      assertThat(report.sequence()).isEqualTo(i);
      assertThat(report.verdict()).isEqualTo(verdictOf(report, history.rules));
    }
  }

  @Property(tries = 500)
  void silenceNeverLastsLongerThanAHeartbeatWhileTheLogAnswers(
      @ForAll long seed, @ForAll @IntRange(max = 6) int probes) {
    History history = new History(seed, probes);
    for (int i = 0; i < 200; i++) {
      history.step(true);
    }
    long patience =
        history.rules.stream().mapToLong(rule -> rule.patience().toMillis()).max().orElse(0);
    assertThat(history.reportedAtMs.get(0)).isLessThanOrEqualTo(patience);
    for (int i = 1; i < history.reportedAtMs.size(); i++) {
      assertThat(history.reportedAtMs.get(i) - history.reportedAtMs.get(i - 1))
          .isLessThanOrEqualTo(HEARTBEAT.toMillis());
    }
  }

  @Property(tries = 500)
  void anyChangeOfVerdictIsMarkedAndNothingElseUnlessAMarkedReportWasLost(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int probes) {
    History history = new History(seed, probes);
    for (int i = 0; i < 200; i++) {
      history.step(true);
    }
    assertThat(history.reports.get(0).changed()).isFalse();
    for (int i = 1; i < history.reports.size(); i++) {
      boolean differs = history.reports.get(i).verdict() != history.reports.get(i - 1).verdict();
      if (differs || !history.everLost) {
        assertThat(history.reports.get(i).changed()).isEqualTo(differs);
      }
    }
  }

  @Property(tries = 300)
  void neverHasMoreReportsUnderwayThanItsBound(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int probes) {
    History history = new History(seed, probes);
    for (int i = 0; i < 300; i++) {
      history.step(false);
      assertThat(history.unanswered).hasSizeLessThanOrEqualTo(HealthCore.REPORTS_UNDERWAY_MAX);
    }
  }

  private static Verdict verdictOf(Health report, List<ProbeRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      boolean required = rules.get(i).weight() == Weight.REQUIRED;
      if (required && report.probes().get(i).status() == ProbeStatus.FAILING) {
        return Verdict.UNHEALTHY;
      }
    }
    return Verdict.HEALTHY;
  }
}
