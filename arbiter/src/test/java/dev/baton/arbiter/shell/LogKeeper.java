package dev.baton.arbiter.shell;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Command;
import dev.baton.model.Epoch;
import dev.baton.model.Fact;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Order;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A keeper and an agent in one, over a log; obeys commands, knows no gate. */
final class LogKeeper implements AutoCloseable {
  private static final Duration LEASE = Duration.ofSeconds(1);

  private final EventLog log;
  private final ClusterId cluster;
  private final NodeId node;
  private final EventLog.Reader reader;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> beats;
  private SessionId session;
  private int sessions;
  private long sequence;
  private Epoch holding = Epoch.NONE;
  private Epoch highestSeen = Epoch.NONE;
  private long definition;
  private Optional<Source> lastTaken = Optional.empty();

  LogKeeper(EventLog log, ClusterId cluster, String node) {
    this.log = log;
    this.cluster = cluster;
    this.node = new NodeId(node);
    session = new SessionId(node + "-0");
    log.append(cluster, new Fact.Health(this.node, 1, Fact.Verdict.HEALTHY, List.of(), true));
    reader =
        log.readCommands(log.partitionOf(cluster), EventLog.StartAt.BEGINNING, this::takeDelivered);
    beats = timer.scheduleAtFixedRate(this::beat, 0, 50, TimeUnit.MILLISECONDS);
  }

  synchronized boolean holds() {
    return !holding.equals(Epoch.NONE);
  }

  synchronized Epoch holding() {
    return holding;
  }

  /** The machine loses its power. */
  @Override
  public void close() {
    beats.cancel(false);
    timer.shutdown();
    reader.close();
  }

  private synchronized void beat() {
    log.append(
        cluster,
        new Fact.Keepalive(
            node,
            new InstallId("i-" + node),
            session,
            sequence++,
            LEASE,
            List.of(),
            holding,
            highestSeen,
            definition,
            Fact.Enforcement.NFTABLES));
  }

  private synchronized void takeDelivered(Delivered<Order> delivered) {
    if (delivered instanceof Delivered.Decoded<Order> decoded
        && decoded.value().cluster().equals(Optional.of(cluster))) {
      take(decoded.value());
    }
  }

  private void take(Order order) {
    if (lastTaken.isPresent() && !order.source().isAfter(lastTaken.orElseThrow())) {
      return;
    }
    lastTaken = Optional.of(order.source());
    if (order.command() instanceof Command.Release release && release.session().equals(session)) {
      holding = Epoch.NONE;
      log.append(cluster, new Fact.Released(release.epoch(), node, session));
    }
    if (order.command() instanceof Command.Assign assign && assign.epoch().isAfter(highestSeen)) {
      highestSeen = assign.epoch();
      holding = assign.session().equals(session) ? assign.epoch() : Epoch.NONE;
      if (holds()) {
        log.append(cluster, new Fact.Acquired(holding, node, session, Duration.ofMillis(1)));
      }
    }
    if (order.command() instanceof Command.Define define) {
      definition = define.definition().version();
    }
    if (order.command() instanceof Command.Dead dead && dead.session().equals(session)) {
      holding = Epoch.NONE;
      session = new SessionId(node + "-" + ++sessions);
      sequence = 0;
    }
  }
}
