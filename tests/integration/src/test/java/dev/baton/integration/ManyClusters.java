package dev.baton.integration;

import dev.baton.cloudstubs.StubLatency;
import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.Troubles;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.runtime.core.Report;
import dev.baton.runtime.shell.BindingService;
import dev.baton.runtime.shell.Rate;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.CallLimit;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.testkit.SampleCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Actuators of many clusters in one account, whose platform counts calls as it publishes. */
final class ManyClusters implements AutoCloseable {
  private static final Duration CALL = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Troubles troubles = new Troubles();
  private final StubServer standIn;
  private final List<BindingService> drivers = new ArrayList<>();
  private final AtomicLong last = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile CountDownLatch placed = new CountDownLatch(0);

  /**
   * Sets them up.
   *
   * @param limits which limits the actuators go by; the platform goes by its own
   */
  ManyClusters(ManyBindings site, ActuatorFactory factory, List<CallLimit> limits)
      throws IOException {
    this.standIn =
        StubServer.start(
            site.platform(),
            troubles,
            new StubLatency(CALL, CALL, Duration.ZERO),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    troubles.limit(factory.limits());
    Rate rate = new Rate(limits, 1, System::nanoTime);
    for (int cluster = 0; cluster < site.count(); cluster++) {
      SortedMap<String, String> settings = new TreeMap<>(site.settings(cluster));
      settings.put("endpoint", standIn.uri().toString());
      Binding binding = new Binding(site.kind(), settings);
      ClusterDefinition definition =
          SampleCluster.of(List.of("a", "b"), List.of(ManyBindings.vip(cluster)), binding);
      BindingService driver =
          new BindingService(
              new Counted(factory.create(definition, binding), looks),
              DriverSettings.DEFAULT,
              rate,
              new BindingService.Context(System::nanoTime, () -> 0.5, this::reported));
      driver.start();
      drivers.add(driver);
    }
  }

  private void reported(Report report) {
    if (report.result() == OutcomeResult.PLACED) {
      last.accumulateAndGet(report.took().toMillis(), Math::max);
      placed.countDown();
    }
  }

  /** Moves all of them at once; tells whether all got there. */
  boolean move(String node, long epoch) throws InterruptedException {
    last.set(0);
    placed = new CountDownLatch(drivers.size());
    for (int cluster = 0; cluster < drivers.size(); cluster++) {
      drivers.get(cluster).assign(assignment(cluster, node, epoch));
    }
    return placed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Goes on where they stand: what is in place is only looked at from now on. */
  void rest(String node, long epoch) {
    for (int cluster = 0; cluster < drivers.size(); cluster++) {
      drivers.get(cluster).resume(assignment(cluster, node, epoch), OutcomeResult.PLACED);
    }
  }

  private static Assignment assignment(int cluster, String node, long epoch) {
    return new Assignment(
        new ClusterId("c" + cluster),
        new Epoch(epoch),
        new NodeId(node),
        List.of(new Vip(ManyBindings.vip(cluster))));
  }

  /** How long the last one took from its command, in ms. */
  long lastTook() {
    return last.get();
  }

  /** How often they have looked at what is in place, and were answered. */
  int looks() {
    return looks.get();
  }

  int calls() {
    return troubles.calls().size();
  }

  int throttled() {
    return troubles.throttled();
  }

  @Override
  public void close() {
    drivers.forEach(BindingService::stop);
    drivers.forEach(BindingService::close);
    standIn.close();
  }

  /** An actuator whose looks are counted. */
  private record Counted(Actuator inner, AtomicInteger looks) implements Actuator {
    @Override
    public String kind() {
      return inner.kind();
    }

    @Override
    public List<ApiCall> calls() {
      return inner.calls();
    }

    @Override
    public Preflight preflight(Attempt attempt) {
      return inner.preflight(attempt);
    }

    @Override
    public Receipt apply(Assignment assignment, Attempt attempt) {
      return inner.apply(assignment, attempt);
    }

    @Override
    public Verification verify(Assignment assignment, Attempt attempt) {
      Verification seen = inner.verify(assignment, attempt);
      looks.addAndGet(seen.where() == Verification.Where.HERE ? 1 : 0);
      return seen;
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
