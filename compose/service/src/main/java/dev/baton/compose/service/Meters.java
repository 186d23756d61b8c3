package dev.baton.compose.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Registers the metrics of a service. Name, labels and description come from {@link Metric}. The
 * values of the labels are given in the order in which {@code Metric} lists their names.
 *
 * <p>Thread-safe. A metric stays registered until the process ends. Micrometer itself holds a
 * gauge's source only weakly, so this class keeps it.
 */
public final class Meters {
  private final MeterRegistry registry;
  private final Queue<LongSupplier> kept = new ConcurrentLinkedQueue<>();

  /** Registers metrics in a registry. */
  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Returns a constant as the value of a label, in lower case with hyphens: {@code NOT_OURS} is
   * {@code not-ours}.
   */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Registers a gauge.
   *
   * @param value called at every scrape, on any thread; must not block
   * @param labels the labels' values
   * @throws IllegalArgumentException when the metric is no gauge, or has other labels
   */
  public void gauge(Metric metric, DoubleSupplier value, String... labels) {
    check(metric, Metric.Kind.GAUGE);
    Gauge.builder(metric.meter(), value, DoubleSupplier::getAsDouble)
        .description(metric.says())
        .tags(tags(metric, labels))
        .strongReference(true)
        .register(registry);
  }

  /**
   * Registers a total that is counted elsewhere.
   *
   * @param value called at every scrape, on any thread; must not block; never decreases
   * @param labels the labels' values
   * @throws IllegalArgumentException when the metric is no counter, or has other labels
   */
  public void total(Metric metric, LongSupplier value, String... labels) {
    check(metric, Metric.Kind.COUNTER);
    FunctionCounter.builder(metric.meter(), value, LongSupplier::getAsLong)
        .description(metric.says())
        .tags(tags(metric, labels))
        .register(registry);
    kept.add(value);
  }

  /**
   * Returns a counter, which is visible from the first call on. The same labels give the same
   * counter.
   *
   * @param labels the labels' values
   * @throws IllegalArgumentException when the metric is no counter, or has other labels
   */
  public Counter counter(Metric metric, String... labels) {
    check(metric, Metric.Kind.COUNTER);
    return Counter.builder(metric.meter())
        .description(metric.says())
        .tags(tags(metric, labels))
        .register(registry);
  }

  /**
   * Returns a timer, which is visible from the first call on. The same labels give the same timer.
   *
   * @param labels the labels' values
   * @throws IllegalArgumentException when the metric is no timer, or has other labels
   */
  public Timer timer(Metric metric, String... labels) {
    check(metric, Metric.Kind.TIMER);
    return Timer.builder(metric.meter())
        .description(metric.says())
        .tags(tags(metric, labels))
        .register(registry);
  }

  private static void check(Metric metric, Metric.Kind kind) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(metric + " is a " + metric.kind() + ", not a " + kind);
    }
  }

  private static List<Tag> tags(Metric metric, String... values) {
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric + " has the labels " + metric.labels() + ", not " + values.length);
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(metric.labels().get(i), values[i]));
    }
    return tags;
  }
}
