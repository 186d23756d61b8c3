package dev.baton.compose.service;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A service that does what a test says and writes down what it was told. */
final class ScriptedService implements Service {

  private final String name;
  private final List<String> journal;
  private final AtomicReference<HealthStatus> condition = new AtomicReference<>(HealthStatus.READY);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final boolean waits;
  private final CountDownLatch mayClose;

  private ScriptedService(
      String name, List<String> journal, boolean waits, CountDownLatch mayClose) {
    this.name = name;
    this.journal = journal;
    this.waits = waits;
    this.mayClose = mayClose;
  }

  static ScriptedService named(String name, List<String> journal) {
    return new ScriptedService(name, journal, false, new CountDownLatch(0));
  }

  /** One that waits for Kafka until it is told to end. */
  static ScriptedService thatDoesNotStart(String name, List<String> journal) {
    ScriptedService waits = new ScriptedService(name, journal, true, new CountDownLatch(0));
    waits.becomes(HealthStatus.waiting("starting", "the log does not answer yet"));
    return waits;
  }

  static ScriptedService thatDoesNotClose(String name, List<String> journal) {
    return new ScriptedService(name, journal, false, new CountDownLatch(1));
  }

  void becomes(HealthStatus next) {
    condition.set(next);
  }

  /** Waits until it is started; tells whether it is. */
  boolean awaitStart() throws InterruptedException {
    return started.await(2, TimeUnit.MINUTES);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start(Meters meters) {
    if (waits) {
      await(closed);
      throw new ServiceException(ExitCode.DONE, "told to end before Kafka answered");
    }
    journal.add("start " + name);
    meters.counter(Metric.AGENT_REPORTS_LOST, "web", name).increment();
    started.countDown();
  }

  @Override
  public HealthStatus condition() {
    return condition.get();
  }

  @Override
  public void close() {
    closed.countDown();
    await(mayClose);
    journal.add("close " + name);
  }

  private static void await(CountDownLatch latch) {
    try {
      boolean unused = latch.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
