package dev.baton.arbiter.server.shell;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A keeper and an agent in one, over a log; obeys commands, knows no gate. */
final class LogKeeper implements AutoCloseable, Command.Cases<Epoch> {
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
    log.append(cluster, new Health(this.node, 1, Verdict.HEALTHY, List.of(), true));
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
            0,
            Enforcement.NFTABLES));
  }

  private synchronized void takeDelivered(Delivered<CommandRecord> delivered) {
    if (delivered instanceof Delivered.Decoded<CommandRecord> decoded
        && decoded.value().cluster().equals(Optional.of(cluster))) {
      take(decoded.value());
    }
  }

  private void take(CommandRecord order) {
    if (lastTaken.isEmpty() || order.source().isAfter(lastTaken.orElseThrow())) {
      lastTaken = Optional.of(order.source());
      holding = order.command().match(this);
    }
  }

  @Override
  public Epoch release(Command.Release command) {
    if (!command.session().equals(session)) {
      return holding;
    }
    log.append(cluster, new Fact.Released(command.epoch(), node, session, true));
    return Epoch.NONE;
  }

  @Override
  public Epoch assign(Command.Assign command) {
    if (!command.epoch().isAfter(highestSeen)) {
      return holding;
    }
    highestSeen = command.epoch();
    if (!command.session().equals(session)) {
      return Epoch.NONE;
    }
    log.append(cluster, new Fact.Acquired(highestSeen, node, session, Duration.ofMillis(1)));
    return highestSeen;
  }

  @Override
  public Epoch dead(Command.Dead command) {
    if (!command.session().equals(session)) {
      return holding;
    }
    session = new SessionId(node + "-" + ++sessions);
    sequence = 0;
    return Epoch.NONE;
  }

  @Override
  public Epoch define(Command.Define command) {
    definition = command.definition().version();
    return holding;
  }

  @Override
  public Epoch undefine(Command.Undefine command) {
    definition = command.version();
    return Epoch.NONE;
  }

  @Override
  public Epoch demote(Command.Demote command) {
    return holding;
  }

  @Override
  public Epoch promote(Command.Promote command) {
    return holding;
  }

  @Override
  public Epoch tick(Command.Tick command) {
    return holding;
  }
}
