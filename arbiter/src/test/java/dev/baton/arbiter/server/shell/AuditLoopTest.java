package dev.baton.arbiter.server.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.arbiter.server.core.ReadBack;
import dev.baton.arbiter.server.core.Truncations;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the audit's loop does when its writer fails. */
class AuditLoopTest {
  private static final ClusterId WEB = new ClusterId("web");
  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final AtomicInteger commits = new AtomicInteger();
  private final Queue<Source> claimed = new ConcurrentLinkedQueue<>();

  @AfterEach
  void end() {
    log.close();
  }

  @Test
  void triesOnAfterAFailureThatNobodyExpected() throws Exception {
    AuditLoop loop =
        loop(
            () -> {
              if (commits.incrementAndGet() <= 2) {
                throw new IllegalStateException("broken");
              }
            });
    askForSomething();

    loop.start();
    loop.lead();

    until(() -> loop.failure().isPresent());
    assertThat(loop.failure().orElseThrow()).contains("broken");
    until(() -> log.bounds(Topic.AUDIT, 0).end() > 0);
    until(() -> loop.failure().isEmpty());
    assertThat(commits).hasValueGreaterThan(2);
    loop.close(Duration.ofSeconds(30));
  }

  @Test
  void tellsWhatTheCommittedStateContainsWheneverItHasClaimedIt() throws Exception {
    AuditLoop loop = loop(commits::incrementAndGet);
    log.append(WEB, new Fact.Defined("d1", "ann", definition()));

    loop.start();
    loop.lead();
    until(() -> commits.get() > 0);
    loop.standDown();
    until(() -> !loop.isWriting());
    loop.lead();
    until(() -> claimed.size() == 2);

    assertThat(claimed).containsExactly(Source.NONE, Source.endOf(0, new Position(0)));
    loop.close(Duration.ofSeconds(30));
  }

  @Test
  void closesThoughItsReaderWaitsForRoom() {
    CountDownLatch committing = new CountDownLatch(1);
    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    AuditLoop loop =
        loop(
            () -> {
              committing.countDown();
              boolean unused = outcome.orTimeout(2, TimeUnit.MINUTES).join();
              throw new LogUnavailableException("gone", new IllegalStateException());
            });
    askForSomething();
    loop.start();
    loop.lead();
    until(() -> committing.getCount() == 0);
    for (int i = 0; i < 2 * AuditLoop.MOST_EVENTS; i++) {
      log.appendToPartition(0, new Fact.Beat(new ArbiterId("x"), i));
    }
    until(() -> log.bounds(Topic.EVENTS, 0).end() > 2 * AuditLoop.MOST_EVENTS);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> close(loop));
    outcome.complete(true);

    until(closed::isDone);
  }

  private static void close(AuditLoop loop) {
    try {
      loop.close(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClusterDefinition definition() {
    return new ClusterDefinition(
        WEB,
        1,
        List.of(new Member(new NodeId("a"), 1)),
        List.of(new Vip("192.0.2.1")),
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }

  private void askForSomething() {
    log.append(WEB, new Fact.Request("r1", "ann", new Operation.Switchover(Optional.empty())));
  }

  /** Returns a loop whose writer does that before each commit. */
  private AuditLoop loop(Runnable beforeCommits) {
    return new AuditLoop(
        new Hindered(log, beforeCommits),
        0,
        () -> Optional.of(all()),
        new Truncations(),
        committed -> claimed.add(committed.fold().begun()));
  }

  private ReadBack all() {
    return new ReadBack(new Position(log.bounds(Topic.EVENTS, 0).end() - 1), 0);
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  private static final class Hindered extends ForwardingLog {
    private final InMemoryEventLog log;
    private final Runnable beforeCommits;

    Hindered(InMemoryEventLog log, Runnable beforeCommits) {
      super(log);
      this.log = log;
      this.beforeCommits = beforeCommits;
    }

    @Override
    public AuditWriter auditWriter(int partition) {
      return new HinderedWriter(log.auditWriter(partition), beforeCommits);
    }
  }

  private record HinderedWriter(EventLog.AuditWriter writer, Runnable beforeCommits)
      implements EventLog.AuditWriter {
    @Override
    public void claim() {
      writer.claim();
    }

    @Override
    public void commit(List<AuditEntry> lines, List<Snapshot> snapshots) {
      beforeCommits.run();
      writer.commit(lines, snapshots);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
