package dev.baton.compose.wiring;

import dev.baton.arbiter.server.core.RunnerStatus;
import dev.baton.arbiter.server.shell.ArbiterService;
import dev.baton.arbiter.server.shell.PartitionStatus;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Metric;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The metrics of an arbiter: one for each partition, except those about several partitions. */
final class ArbiterMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final ArbiterService arbiter;
  private final Meters meters;
  private final int partition;

  private ArbiterMetrics(ArbiterService arbiter, Meters meters, int partition) {
    this.arbiter = arbiter;
    this.meters = meters;
    this.partition = partition;
  }

  /** Registers the metrics of an arbiter's status. */
  static void watch(ArbiterService arbiter, Meters meters) {
    meters.gauge(Metric.ARBITER_VIPS_SHARED, arbiter::sharedVips);
    for (PartitionStatus each : arbiter.status()) {
      new ArbiterMetrics(arbiter, meters, each.partition()).watch();
    }
  }

  private void watch() {
    gauge(Metric.ARBITER_READY, status -> status.isReady() ? 1 : 0);
    gauge(Metric.ARBITER_AUDITING, status -> status.audit().writing() ? 1 : 0);
    gauge(Metric.ARBITER_QUEUED, PartitionStatus::queued);
    ofRunner(Metric.ARBITER_LEADING, runner -> runner.leading() ? 1 : 0);
    ofRunner(Metric.ARBITER_FOLDED, runner -> runner.folded().offset());
    ofRunner(Metric.ARBITER_UNCONFIRMED, RunnerStatus::owed);
    ofRunner(Metric.ARBITER_QUARANTINED, RunnerStatus::quarantined);
    ofRunner(Metric.ARBITER_TICK_AGE, runner -> runner.tickAgeNanos() / NANOS_PER_SECOND);
    ToLongFunction<RunnerStatus> undecodable = RunnerStatus::malformed;
    meters.total(
        Metric.ARBITER_UNDECODABLE,
        () -> status().runner().map(undecodable::applyAsLong).orElse(0L),
        label());
  }

  private void gauge(Metric metric, ToDoubleFunction<PartitionStatus> value) {
    meters.gauge(metric, () -> value.applyAsDouble(status()), label());
  }

  private void ofRunner(Metric metric, ToDoubleFunction<RunnerStatus> value) {
    gauge(metric, status -> status.runner().map(value::applyAsDouble).orElse(0.0));
  }

  private PartitionStatus status() {
    return arbiter.status(partition);
  }

  private String label() {
    return Integer.toString(partition);
  }
}
