package dev.baton.compose.wiring;

import dev.baton.agent.probe.ProbeSettings;
import dev.baton.agent.shell.AgentSettings;
import dev.baton.agent.shell.AgentStatus;
import dev.baton.agent.shell.AgentWatch;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Metric;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** The metrics of an agent. */
final class AgentMetrics implements AgentWatch {

  private final AgentSettings settings;
  private final Meters meters;
  private final String cluster;
  private final String node;
  private final Timer acknowledged;
  private final Counter lost;

  AgentMetrics(AgentSettings settings, Meters meters) {
    this.settings = settings;
    this.meters = meters;
    this.cluster = settings.cluster().value();
    this.node = settings.node().value();
    this.acknowledged = meters.timer(Metric.AGENT_REPORT_ACKNOWLEDGED, cluster, node);
    this.lost = meters.counter(Metric.AGENT_REPORTS_LOST, cluster, node);
  }

  /** Registers the gauges of the agent's status. */
  void watch(Supplier<AgentStatus> status) {
    meters.gauge(Metric.AGENT_HEALTHY, () -> isHealthy(status.get()) ? 1 : 0, cluster, node);
    for (ProbeSettings probe : settings.probes()) {
      String name = probe.common().name();
      meters.gauge(
          Metric.AGENT_PROBE_PASSING,
          () -> isPassing(status.get(), name) ? 1 : 0,
          cluster,
          node,
          name,
          probe.kind());
    }
  }

  @Override
  public void sampled(String probe, boolean passed) {
    String outcome = passed ? "passed" : "failed";
    meters.counter(Metric.AGENT_SAMPLES, cluster, node, probe, outcome).increment();
  }

  @Override
  public void acknowledged(Duration took) {
    acknowledged.record(took);
  }

  @Override
  public void lost() {
    lost.increment();
  }

  @Override
  public void received(Reception reception) {
    meters.counter(Metric.AGENT_COMMANDS, cluster, node, Meters.label(reception)).increment();
  }

  @Override
  public void finished(HookFinished hook) {
    String outcome = hook.succeeded() ? "succeeded" : "failed";
    meters
        .timer(Metric.AGENT_HOOK, cluster, node, Meters.label(hook.hook()), outcome)
        .record(hook.took());
  }

  private static boolean isHealthy(AgentStatus status) {
    return status.verdict().filter(Verdict.HEALTHY::equals).isPresent();
  }

  private static boolean isPassing(AgentStatus status, String name) {
    return status.probes().stream()
        .filter(probe -> probe.name().equals(name))
        .map(ProbeReport::status)
        .anyMatch(ProbeStatus.PASSING::equals);
  }
}
