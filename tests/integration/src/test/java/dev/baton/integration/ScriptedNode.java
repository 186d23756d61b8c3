package dev.baton.integration;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A keeper and an agent in one, played through the log: it stays alive, obeys commands in order and
 * answers them at once, or when the test lets it. It knows no gate.
 */
final class ScriptedNode implements AutoCloseable {
  private static final long KEEPALIVE_MS = 50;

  private final EventLog log;
  private final ClusterId cluster;
  private final NodeId node;
  private final String life;
  private final Duration lease;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final EventLog.Reader reader;
  private final List<Fact> withheld = new ArrayList<>();
  private SessionId session;
  private int sessions;
  private long sequence;
  private long healthSequence;
  private Epoch holding = Epoch.NONE;
  private Epoch highestSeen = Epoch.NONE;
  private long definition;
  private boolean answering = true;
  private Optional<Source> lastTaken = Optional.empty();

  /**
   * Begins to stay alive.
   *
   * @param life what its sessions' names begin with
   */
  ScriptedNode(EventLog log, ClusterId cluster, String name, String life, Duration lease) {
    this.life = life;
    this.log = log;
    this.cluster = cluster;
    this.node = new NodeId(name);
    this.lease = lease;
    session = new SessionId(life + "-0");
    say(Verdict.HEALTHY);
    reader = log.readCommands(log.partitionOf(cluster), EventLog.StartAt.BEGINNING, this::deliver);
    var unused = timer.scheduleAtFixedRate(this::keepAlive, 0, KEEPALIVE_MS, TimeUnit.MILLISECONDS);
  }

  NodeId id() {
    return node;
  }

  synchronized boolean holds() {
    return !holding.equals(Epoch.NONE);
  }

  synchronized Epoch holding() {
    return holding;
  }

  /** Says how the node's service is. */
  synchronized CompletionStage<Position> say(Verdict verdict) {
    return log.append(cluster, new Health(node, ++healthSequence, verdict, List.of(), true));
  }

  /** Obeys from now on, but does not say so. */
  synchronized void withholdAnswers() {
    answering = false;
  }

  /** Tells whether an answer waits for {@link #answer}. */
  synchronized boolean owesAnAnswer() {
    return !withheld.isEmpty();
  }

  /** Gives the answers that were withheld, and all later ones at once; returns the last one's. */
  synchronized CompletionStage<Position> answer() {
    answering = true;
    List<Fact> owed = List.copyOf(withheld);
    withheld.clear();
    return owed.stream()
        .map(fact -> log.append(cluster, fact))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new IllegalStateException(node + " owes no answer"));
  }

  /** Ends its session in order and leaves. */
  void leave() {
    close();
    log.append(cluster, new Fact.SessionClosed(node, session, "leaves"));
  }

  /** The machine loses its power: it says nothing more. */
  @Override
  public void close() {
    timer.shutdownNow();
    Site.until(timer::isTerminated);
    reader.close();
  }

  private synchronized void keepAlive() {
    log.append(
        cluster,
        new Fact.Keepalive(
            node,
            new InstallId("i-" + node),
            session,
            sequence++,
            lease,
            List.of(),
            holding,
            highestSeen,
            definition,
            0,
            Enforcement.NFTABLES));
  }

  private synchronized void deliver(Delivered<CommandRecord> delivered) {
    if (delivered instanceof Delivered.Decoded<CommandRecord> decoded
        && decoded.value().cluster().equals(Optional.of(cluster))) {
      take(decoded.value());
    }
  }

  private void take(CommandRecord order) {
    if (lastTaken.isPresent() && !order.source().isAfter(lastTaken.orElseThrow())) {
      return;
    }
    lastTaken = Optional.of(order.source());
    if (order.command() instanceof Command.Release release) {
      release(release);
    } else if (order.command() instanceof Command.Assign assign) {
      assign(assign);
    } else if (order.command() instanceof Command.Define define) {
      definition = define.definition().version();
    } else if (order.command() instanceof Command.Dead dead && dead.session().equals(session)) {
      holding = Epoch.NONE;
      session = new SessionId(life + "-" + ++sessions);
      sequence = 0;
    }
  }

  private void release(Command.Release release) {
    if (release.session().equals(session)) {
      holding = Epoch.NONE;
      tell(new Fact.Released(release.epoch(), node, session, true));
    }
  }

  private void assign(Command.Assign assign) {
    if (!assign.epoch().isAfter(highestSeen)) {
      return;
    }
    highestSeen = assign.epoch();
    holding = assign.session().equals(session) ? assign.epoch() : Epoch.NONE;
    if (holds()) {
      tell(new Fact.Acquired(holding, node, session, Duration.ofMillis(1)));
    }
  }

  private void tell(Fact fact) {
    if (answering) {
      log.append(cluster, fact);
    } else {
      withheld.add(fact);
    }
  }
}
