package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.server.core.RunnerStatus;
import dev.baton.arbiter.server.core.Shares;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds whether this arbiter should lead a partition in another's place. */
final class Sharing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sharing.class);

  /** Longer than a runner tries to take the lead. */
  private static final int PAUSE_INTERVALS = 15;

  private final Shares shares;
  private final Duration pause;
  private final List<PartitionLoop> loops;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "arbiter-sharing");

  Sharing(ArbiterSettings settings, List<PartitionLoop> loops) {
    this.loops = loops;
    shares = new Shares(settings.arbiter(), settings.tickInterval());
    pause = settings.tickInterval().multipliedBy(PAUSE_INTERVALS);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stop.await(pauseNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Up to a third longer at random, so that two arbiters seldom take the same partition. */
  private long pauseNanos() {
    return pause.toNanos() + RandomGenerator.getDefault().nextLong(pause.toNanos() / 3);
  }

  private void look() {
    List<PartitionStatus> statuses = loops.stream().map(PartitionLoop::status).toList();
    boolean ready = statuses.stream().allMatch(PartitionStatus::isReady);
    List<Shares.Led> partitions = statuses.stream().map(this::led).toList();
    shares
        .toTake(ready, partitions, System.nanoTime())
        .ifPresent(
            led -> {
              LOG.atInfo()
                  .addKeyValue("partition", led.partition())
                  .addKeyValue("leader", led.leader().orElseThrow())
                  .log("takes its share: leads this partition in another's place");
              loops.get(led.partition()).share();
            });
  }

  private Shares.Led led(PartitionStatus status) {
    return new Shares.Led(
        status.partition(),
        loops.get(status.partition()).model().clusters().size(),
        status.runner().flatMap(RunnerStatus::leader));
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
