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
 * The one way to show a figure. Its name, labels and description come from {@link Metric}; the
 * values of the labels are given in the order in which {@code Metric} has their names.
 *
 * <p>Thread-safe. Whatever is shown is kept until the process ends: Micrometer alone would forget
 * it as soon as nobody else keeps it.
 */
public final class Meters {
  private final MeterRegistry registry;
  private final Queue<LongSupplier> kept = new ConcurrentLinkedQueue<>();

  /** Shows figures in a registry. */
  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Writes a constant as the value of a label, as YAML would have it: {@code NOT_OURS} as {@code
   * not-ours}.
   */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Shows a value that goes up and down.
   *
   * @param value asked at every scrape, by any thread; must not block
   * @param labels the labels' values
   * @throws IllegalArgumentException when it is no gauge, or has other labels
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
   * Shows a total that is counted elsewhere.
   *
   * @param value asked at every scrape, by any thread; must not block; only rises
   * @param labels the labels' values
   * @throws IllegalArgumentException when it is no counter, or has other labels
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
   * Returns a counter, which is shown from the first call on; the same one for the same labels.
   *
   * @param labels the labels' values
   * @throws IllegalArgumentException when it is no counter, or has other labels
   */
  public Counter counter(Metric metric, String... labels) {
    check(metric, Metric.Kind.COUNTER);
    return Counter.builder(metric.meter())
        .description(metric.says())
        .tags(tags(metric, labels))
        .register(registry);
  }

  /**
   * Returns a timer, which is shown from the first call on; the same one for the same labels.
   *
   * @param labels the labels' values
   * @throws IllegalArgumentException when it is no timer, or has other labels
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
