package dev.baton.compose.wiring;

import dev.baton.model.ClusterId;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.BindingStatus;
import dev.baton.runtime.shell.ActuatorReport;
import dev.baton.runtime.shell.ActuatorService;
import dev.baton.runtime.shell.ActuatorWatch;
import dev.baton.spi.ActuatorException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of a cloud's actuator. */
record CloudMetrics(MeterRegistry meters) implements ActuatorWatch {

  @Override
  public void called(String action) {
    meters.counter("baton.actuator.calls", "action", action).increment();
  }

  @Override
  public void refused(ActuatorException refusal) {
    meters
        .counter(
            "baton.actuator.refusals", "action", refusal.action(), "kind", word(refusal.kind()))
        .increment();
  }

  @Override
  public void told(ClusterId cluster, Outcome outcome) {
    String binding = outcome.binding();
    meters
        .counter("baton.actuator.outcomes", "binding", binding, "result", word(outcome.result()))
        .increment();
    if (outcome.result() == OutcomeResult.PLACED) {
      meters.timer("baton.actuator.move", "binding", binding).record(outcome.took());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Shows what the service works on. */
  void watch(ActuatorService service) {
    gauge(service, "partitions", "partitions that this instance works on", all -> 1);
    gauge(service, "bindings", "bindings that this instance moves", all -> all.bindings().size());
    gauge(
        service,
        "astray",
        "bindings of which it was told that they are not in place",
        all -> all.bindings().stream().filter(CloudMetrics::astray).count());
  }

  private static boolean astray(BindingStatus binding) {
    return binding.told().filter(result -> !result.inPlace()).isPresent();
  }

  private void gauge(
      ActuatorService service,
      String name,
      String what,
      ToDoubleFunction<ActuatorReport.Share> figure) {
    Gauge.builder(
            "baton.actuator." + name,
            service,
            running -> running.report().partitions().stream().mapToDouble(figure).sum())
        .description(what)
        .register(meters);
  }
}
