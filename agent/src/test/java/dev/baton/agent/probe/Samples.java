package dev.baton.agent.probe;

import static org.awaitility.Awaitility.await;

import dev.baton.agent.core.Sample;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Collects samples, and waits for the next one of some kind. */
final class Samples implements SampleSink {

  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private int looked;

  @Override
  public void sampled(String probe, Sample sample) {
    samples.add(sample);
  }

  /** Waits for a sample that passed, later than any that was waited for before. */
  Sample awaitPassed() {
    return awaitNext(Sample::passed);
  }

  /** Waits for a sample that failed, later than any that was waited for before. */
  Sample awaitFailed() {
    return awaitNext(sample -> !sample.passed());
  }

  /** Waits for a sample that failed thus. */
  Sample awaitFailed(String detail) {
    return awaitNext(sample -> !sample.passed() && sample.detail().contains(detail));
  }

  int count() {
    return samples.size();
  }

  private Sample awaitNext(Predicate<Sample> wanted) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .alias("among " + samples)
        .until(() -> find(wanted) >= 0);
    int found = find(wanted);
    looked = found + 1;
    return samples.get(found);
  }

  private int find(Predicate<Sample> wanted) {
    for (int i = looked; i < samples.size(); i++) {
      if (wanted.test(samples.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
