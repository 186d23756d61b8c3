package dev.baton.compose.demo;

import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.model.ClusterId;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The time of a hop: from the append of a record until it is read back, with the log's own clients.
 *
 * @param median the median
 * @param p99 the 99th percentile
 */
record Hop(Duration median, Duration p99) {
  private static final int SAMPLES = 300;
  private static final int WARM_UP = 100;
  private static final Duration PACE = Duration.ofMillis(5);
  private static final ClusterId NOBODY = new ClusterId("hop");

  /** Measures a hop on topics of its own, so that no arbiter folds the records. */
  static Hop measure(EventLog log) throws InterruptedException {
    LinkedBlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    List<Long> nanos = new ArrayList<>();
    try (EventLog.Reader reader =
        log.readEvents(
            log.partitionOf(NOBODY), StartAt.END, delivery -> seen.add(System.nanoTime()))) {
      awaitCaughtUp(reader);
      for (int sample = 0; sample < WARM_UP + SAMPLES; sample++) {
        long began = System.nanoTime();
        var unused = log.append(NOBODY, new Fact.Timer("hop", sample));
        Long arrived = seen.poll(10, TimeUnit.SECONDS);
        if (arrived == null) {
          throw new IllegalStateException("a record of the hop measurement was never read back");
        }
        if (sample >= WARM_UP) {
          nanos.add(arrived - began);
        }
        TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
      }
    }
    nanos.sort(null);
    return new Hop(at(nanos, 50), at(nanos, 99));
  }

  private static void awaitCaughtUp(EventLog.Reader reader) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!reader.caughtUp() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static Duration at(List<Long> sorted, int percent) {
    return Duration.ofNanos(sorted.get((sorted.size() - 1) * percent / 100));
  }
}
