package dev.baton.integration;

import dev.baton.model.Binding;
import dev.baton.model.ClusterDefinition;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.OutcomeResult;
import dev.baton.model.Vip;
import dev.baton.runtime.core.MoverSettings;
import dev.baton.runtime.core.Report;
import dev.baton.runtime.shell.MoverService;
import dev.baton.runtime.shell.Rate;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.Assignment;
import dev.baton.spi.CallLimit;
import dev.baton.testkit.SampleCluster;
import dev.baton.testkit.StandIn;
import dev.baton.testkit.Tempo;
import dev.baton.testkit.Troubles;
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
import java.util.concurrent.atomic.AtomicLong;

/** Movers of many clusters in one account, whose platform counts calls as it publishes. */
final class ManyClusters implements AutoCloseable {
  private static final Duration CALL = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Troubles troubles = new Troubles();
  private final StandIn standIn;
  private final List<MoverService> movers = new ArrayList<>();
  private final AtomicLong last = new AtomicLong();
  private volatile CountDownLatch placed = new CountDownLatch(0);

  /**
   * Sets them up.
   *
   * @param limits which limits the movers go by; the platform goes by its own
   */
  ManyClusters(ManyBindings site, ActuatorFactory factory, List<CallLimit> limits)
      throws IOException {
    this.standIn =
        StandIn.start(
            site.platform(),
            troubles,
            new Tempo(CALL, CALL, Duration.ZERO),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    troubles.limit(factory.limits());
    Rate rate = new Rate(limits, 1, System::nanoTime);
    for (int cluster = 0; cluster < site.count(); cluster++) {
      SortedMap<String, String> settings = new TreeMap<>(site.settings(cluster));
      settings.put("endpoint", standIn.uri().toString());
      Binding binding = new Binding(site.kind(), settings);
      ClusterDefinition definition =
          SampleCluster.of(List.of("a", "b"), List.of(ManyBindings.vip(cluster)), binding);
      MoverService mover =
          new MoverService(
              factory.create(definition, binding),
              MoverSettings.DEFAULT,
              rate,
              new MoverService.Surroundings(System::nanoTime, () -> 0.5, this::reported));
      mover.start();
      movers.add(mover);
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
    placed = new CountDownLatch(movers.size());
    for (int cluster = 0; cluster < movers.size(); cluster++) {
      movers
          .get(cluster)
          .assign(
              new Assignment(
                  new ClusterId("c" + cluster),
                  new Epoch(epoch),
                  new NodeId(node),
                  List.of(new Vip(ManyBindings.vip(cluster)))));
    }
    return placed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How long the last one took from its command, in ms. */
  long lastTook() {
    return last.get();
  }

  int calls() {
    return troubles.calls().size();
  }

  int throttled() {
    return troubles.throttled();
  }

  @Override
  public void close() {
    movers.forEach(MoverService::stop);
    movers.forEach(MoverService::close);
    standIn.close();
  }
}
