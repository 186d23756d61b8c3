package dev.baton.log.keeper;

import static org.awaitility.Awaitility.await;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.command.CommandRecord;
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
 * A {@link ScriptedKeeper} and its agent over a log: it stays alive, obeys commands and answers
 * them at once, or when the test lets it. Thread-safe.
 */
public final class LogKeeper implements AutoCloseable {
  private static final long KEEPALIVE_MS = 100;

  /** Health is said again with every so many keepalives, as an agent does: reports can be lost. */
  private static final long KEEPALIVES_A_REPORT = 10;

  private final EventLog log;
  private final ClusterId cluster;
  private final NodeId node;
  private final ScriptedKeeper keeper;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final EventLog.Reader reader;
  private final List<Fact> withheld = new ArrayList<>();
  private Verdict verdict = Verdict.HEALTHY;
  private long healthSequence;
  private long keepalives;
  private boolean answering = true;

  /**
   * Begins to stay alive, and says that its service is healthy.
   *
   * @param log not closed with it
   * @param life what its sessions' names begin with
   */
  public LogKeeper(EventLog log, ClusterId cluster, String name, String life, Duration lease) {
    this.log = log;
    this.cluster = cluster;
    this.node = new NodeId(name);
    this.keeper = new ScriptedKeeper(node, life, lease, this::tell);
    say(verdict);
    reader = log.readCommands(log.partitionOf(cluster), EventLog.StartAt.BEGINNING, this::deliver);
    var unused = timer.scheduleAtFixedRate(this::keepAlive, 0, KEEPALIVE_MS, TimeUnit.MILLISECONDS);
  }

  /** Returns its node. */
  public NodeId id() {
    return node;
  }

  /** Tells whether it holds. */
  public boolean holds() {
    return !holding().equals(Epoch.NONE);
  }

  /** Returns the epoch that it holds; {@link Epoch#NONE} if it holds none. */
  public synchronized Epoch holding() {
    return keeper.holding();
  }

  /** Says how the node's service is, now and then again. */
  public synchronized CompletionStage<Position> say(Verdict now) {
    verdict = now;
    return log.append(cluster, new Health(node, ++healthSequence, now, List.of(), true));
  }

  /** Obeys from now on, but does not say so. */
  public synchronized void withholdAnswers() {
    answering = false;
  }

  /** Tells whether an answer waits for {@link #answer}. */
  public synchronized boolean owesAnAnswer() {
    return !withheld.isEmpty();
  }

  /** Gives the answers that were withheld, and all later ones at once; returns the last one's. */
  public synchronized CompletionStage<Position> answer() {
    answering = true;
    List<Fact> owed = List.copyOf(withheld);
    withheld.clear();
    return owed.stream()
        .map(fact -> log.append(cluster, fact))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new IllegalStateException(node + " owes no answer"));
  }

  /** Ends its session in order and leaves. */
  public void leave() {
    close();
    log.append(cluster, new Fact.SessionClosed(node, keeper.session(), "leaves"));
  }

  /** The machine loses its power: it says nothing more. */
  @Override
  public void close() {
    timer.shutdownNow();
    await().atMost(Duration.ofMinutes(2)).until(timer::isTerminated);
    reader.close();
  }

  private synchronized void keepAlive() {
    if (++keepalives % KEEPALIVES_A_REPORT == 0) {
      say(verdict);
    }
    keeper.keepAlive();
  }

  private synchronized void deliver(Delivered<CommandRecord> delivered) {
    if (delivered instanceof Delivered.Decoded<CommandRecord> decoded
        && decoded.value().cluster().equals(Optional.of(cluster))) {
      keeper.take(decoded.value());
    }
  }

  private void tell(Fact fact) {
    if (answering || fact instanceof Fact.Keepalive) {
      log.append(cluster, fact);
    } else {
      withheld.add(fact);
    }
  }
}
