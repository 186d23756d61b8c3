package dev.baton.compose.wiring;

import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Metric;
import dev.baton.model.ClusterId;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.BindingStatus;
import dev.baton.runtime.shell.ActuatorReport;
import dev.baton.runtime.shell.ActuatorService;
import dev.baton.runtime.shell.ActuatorWatch;
import dev.baton.spi.ActuatorException;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a cloud actuator.
 *
 * @param cloud the label {@code actuator}: {@code aws}, {@code azure} or {@code gcp}
 * @param meters where they are registered
 */
record CloudMetrics(String cloud, Meters meters) implements ActuatorWatch {

  @Override
  public void called(String action) {
    meters.counter(Metric.ACTUATOR_CALLS, cloud, action).increment();
  }

  @Override
  public void refused(ActuatorException refusal) {
    meters
        .counter(Metric.ACTUATOR_REFUSALS, cloud, refusal.action(), Meters.label(refusal.kind()))
        .increment();
  }

  @Override
  public void told(ClusterId cluster, Outcome outcome) {
    String binding = outcome.binding();
    String result = Meters.label(outcome.result());
    meters.counter(Metric.ACTUATOR_OUTCOMES, cloud, cluster.value(), binding, result).increment();
    if (outcome.result() == OutcomeResult.PLACED) {
      meters.timer(Metric.ACTUATOR_MOVE, cloud, cluster.value(), binding).record(outcome.took());
    }
  }

  /** Registers the gauges of the service's status. */
  void watch(ActuatorService service) {
    sum(service, Metric.ACTUATOR_PARTITIONS, share -> 1);
    sum(service, Metric.ACTUATOR_BINDINGS, share -> share.bindings().size());
    sum(
        service,
        Metric.ACTUATOR_ASTRAY,
        share -> share.bindings().stream().filter(CloudMetrics::astray).count());
  }

  private static boolean astray(BindingStatus binding) {
    return binding.told().filter(result -> !result.inPlace()).isPresent();
  }

  private void sum(
      ActuatorService service, Metric metric, ToDoubleFunction<ActuatorReport.Share> figure) {
    meters.gauge(
        metric, () -> service.report().partitions().stream().mapToDouble(figure).sum(), cloud);
  }
}
