package dev.baton.agent.shell;

import dev.baton.agent.probe.ProbeSettings;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The agent's figures, all beginning with {@code baton.agent}. */
final class AgentMetrics {

  private final AgentSettings settings;
  private final MeterRegistry registry;
  private final Tags who;
  private final Timer acknowledged;
  private final Counter lost;

  AgentMetrics(AgentSettings settings, MeterRegistry registry) {
    this.settings = settings;
    this.registry = registry;
    this.who = Tags.of("cluster", settings.cluster().value(), "node", settings.node().value());
    this.acknowledged =
        Timer.builder("baton.agent.report.acknowledged")
            .description("From a report's leaving to its acknowledgement by the log")
            .tags(who)
            .register(registry);
    this.lost =
        Counter.builder("baton.agent.report.lost")
            .description("Facts that the log gave up")
            .tags(who)
            .register(registry);
  }

  /** Shows the present status from now on. */
  void watch(Supplier<AgentStatus> status) {
    Gauge.builder("baton.agent.healthy", () -> healthy(status.get()) ? 1 : 0)
        .description("1 while the node's service is healthy")
        .tags(who)
        .register(registry);
    for (ProbeSettings probe : settings.probes()) {
      String name = probe.common().name();
      Gauge.builder("baton.agent.probe.passing", () -> passing(status.get(), name) ? 1 : 0)
          .description("1 while the probe passes")
          .tags(who.and("probe", name, "kind", probe.kind()))
          .register(registry);
    }
  }

  void sampled(String probe, boolean passed) {
    String outcome = passed ? "passed" : "failed";
    registry.counter("baton.agent.sample", who.and("probe", probe, "outcome", outcome)).increment();
  }

  void acknowledged(Duration took) {
    acknowledged.record(took);
  }

  void lost() {
    lost.increment();
  }

  void received(Orders.Reception reception) {
    registry.counter("baton.agent.command", who.and("reception", word(reception))).increment();
  }

  void hookFinished(HookFinished finished) {
    String outcome = finished.succeeded() ? "succeeded" : "failed";
    registry
        .timer("baton.agent.hook", who.and("hook", word(finished.hook()), "outcome", outcome))
        .record(finished.took());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static boolean healthy(AgentStatus status) {
    return status.verdict().filter(Verdict.HEALTHY::equals).isPresent();
  }

  private static boolean passing(AgentStatus status, String name) {
    return status.probes().stream()
        .filter(probe -> probe.name().equals(name))
        .map(ProbeReport::status)
        .anyMatch(ProbeStatus.PASSING::equals);
  }
}
