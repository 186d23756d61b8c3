package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);

  private enum Way {
    NOT_OURS
  }

  @Test
  void showsEachKindWithItsLabels() {
    meters.gauge(Metric.VIP_HOLDING, () -> 1, "web", "arp");
    meters.total(Metric.VIP_CONFLICTS, () -> 3, "web", "arp");
    meters.counter(Metric.AGENT_REPORTS_LOST, "web", "a").increment();
    meters.timer(Metric.ACTUATOR_MOVE, "aws", "web", "route").record(Duration.ofMillis(1500));

    assertThat(registry.scrape())
        .contains("baton_vip_holding{actuator=\"arp\",cluster=\"web\"} 1.0\n")
        .contains("baton_vip_conflicts_total{actuator=\"arp\",cluster=\"web\"} 3.0\n")
        .contains("baton_agent_reports_lost_total{cluster=\"web\",node=\"a\"} 1.0\n")
        .contains(
            "baton_actuator_move_seconds_sum{actuator=\"aws\",binding=\"route\",cluster=\"web\"}"
                + " 1.5\n");
  }

  @Test
  void showsACounterBeforeItsFirstEvent() {
    assertThat(meters.counter(Metric.AGENT_REPORTS_LOST, "web", "a").count()).isZero();

    assertThat(registry.scrape())
        .contains("baton_agent_reports_lost_total{cluster=\"web\",node=\"a\"} 0.0\n");
  }

  @Test
  void goesOnShowingWhatNobodyElseKeeps() {
    AtomicLong source = new AtomicLong(5);
    WeakReference<Object> unkept = new WeakReference<>(new Object());
    meters.gauge(Metric.VIP_HOLDING, source::get, "web", "arp");
    meters.total(Metric.VIP_CONFLICTS, source::get, "web", "arp");
    await()
        .atMost(LONG)
        .until(
            () -> {
              System.gc();
              return unkept.get() == null;
            });
    source.set(6);

    assertThat(registry.scrape())
        .contains("baton_vip_holding{actuator=\"arp\",cluster=\"web\"} 6.0\n")
        .contains("baton_vip_conflicts_total{actuator=\"arp\",cluster=\"web\"} 6.0\n");
  }

  @Test
  void refusesAnotherKindAndOtherLabelsThanTheListHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meters.counter(Metric.VIP_HOLDING, "web", "arp"))
        .withMessage("VIP_HOLDING is a GAUGE, not a COUNTER");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meters.gauge(Metric.VIP_HOLDING, () -> 1, "web"))
        .withMessage("VIP_HOLDING has the labels [cluster, actuator], not 1");
  }

  @Test
  void writesAConstantAsYamlWouldHaveIt() {
    assertThat(Meters.label(Way.NOT_OURS)).isEqualTo("not-ours");
  }

  @Test
  void sayOfNoActuatorsKindInANameAndHaveNoNameTwice() {
    List<String> names = List.of(Metric.values()).stream().map(Metric::shown).toList();

    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("baton(_[a-z]+)+"))
        .noneMatch(name -> name.matches(".*_(arp|aws|azure|gcp)(_.*)?"));
  }
}
