package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.server.shell.ArbiterService;
import dev.baton.arbiter.server.shell.ArbiterSettings;
import dev.baton.compose.config.Config;
import dev.baton.compose.wiring.LogOpener;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.keeper.ScriptedKeeper;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A Baton in one process for the verbs to talk to: a real arbiter on a log in memory, and nodes
 * that keep a session alive and do what they are told at once.
 */
final class BatonWorld implements AutoCloseable {

  static final ClusterId WEB = new ClusterId("web");

  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<EventLog.Reader> readers = new ArrayList<>();
  private final List<ArbiterService> arbiters = new ArrayList<>();

  /** What a command said and how it ended. */
  record Run(int status, String out, String err) {}

  BatonWorld withArbiter() {
    arbiters.add(ArbiterService.start(ArbiterSettings.named(new ArbiterId("x1")), log.another()));
    return this;
  }

  /** Adds a node whose keeper obeys. */
  BatonWorld withNode(String name) {
    return with(new Node(new NodeId(name), log.another(), false));
  }

  /** Adds a node that is well but can put no address. */
  BatonWorld withNodeThatCannotTake(String name) {
    return with(new Node(new NodeId(name), log.another(), true));
  }

  private BatonWorld with(Node node) {
    readers.add(live(node, clock));
    return this;
  }

  /** Lets a node live on a log until its reader and the clock are closed. */
  static EventLog.Reader live(EventLog log, String name, ScheduledExecutorService clock) {
    return live(new Node(new NodeId(name), log, false), clock);
  }

  private static EventLog.Reader live(Node node, ScheduledExecutorService clock) {
    EventLog.Reader reader =
        node.log.readCommands(node.log.partitionOf(WEB), StartAt.BEGINNING, node::read);
    var unused = clock.scheduleAtFixedRate(node::live, 0, 50, TimeUnit.MILLISECONDS);
    return reader;
  }

  /** Runs a command. */
  /** Commits audit lines, whoever would write such. */
  void audit(ClusterId cluster, AuditEntry... lines) {
    try (EventLog.AuditWriter writer = log.auditWriter(log.partitionOf(cluster))) {
      writer.claim();
      writer.commit(List.of(lines), List.of());
    }
  }

  Run baton(String... arguments) {
    return baton(new Opener(log), arguments);
  }

  static Run baton(LogOpener opener, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Baton.run(context(opener, out, err), arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private static CliContext context(LogOpener opener, StringWriter out, StringWriter err) {
    return new CliContext(
        new TreeMap<>(Map.of()),
        new PrintWriter(out),
        new PrintWriter(err),
        opener,
        InstantSource.system(),
        false,
        Path.of("/nowhere/baton.yaml"));
  }

  /** Runs a command that goes on until it is interrupted. */
  Following follow(String... arguments) {
    return new Following(new Opener(log), arguments);
  }

  /** A command under way; closing it interrupts it as Ctrl-C does, and waits for its end. */
  static final class Following implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Thread thread;

    private Following(LogOpener opener, String... arguments) {
      thread = new Thread(() -> Baton.run(context(opener, out, err), arguments));
      thread.start();
    }

    /** Returns what it said so far. */
    String out() {
      return out.toString();
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join(TimeUnit.SECONDS.toMillis(30));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertThat(thread.isAlive()).as("goes on").isFalse();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    readers.forEach(EventLog.Reader::close);
    arbiters.forEach(ArbiterService::close);
    log.close();
  }

  /** Each verb is a further client of the same log. */
  private record Opener(InMemoryEventLog log) implements LogOpener {
    @Override
    public EventLog open(Config config, String who, Duration patience) {
      return log.another();
    }

    @Override
    public EventLog create(Config config, String who, Duration patience) {
      return log.another();
    }
  }

  /** A keeper and an agent without a kernel. Neither says a word before the cluster is defined. */
  private static final class Node {
    private final NodeId id;
    private final EventLog log;
    private final ScriptedKeeper keeper;
    private long said;

    Node(NodeId id, EventLog log, boolean failing) {
      this.id = id;
      this.log = log;
      this.keeper =
          new ScriptedKeeper(id, "s-" + id, Duration.ofSeconds(5), fact -> log.append(WEB, fact));
      if (failing) {
        keeper.failAssignments("fd00::10: RTM_NEWADDR: EACCES");
      }
    }

    synchronized void live() {
      if (!keeper.isDefined()) {
        return;
      }
      keeper.keepAlive();
      if (said % 10 == 0) {
        log.append(WEB, new Health(id, said, Verdict.HEALTHY, List.of(), said == 0));
      }
      said++;
    }

    synchronized void read(Delivered<CommandRecord> delivered) {
      if (delivered instanceof Delivered.Decoded<CommandRecord> decoded) {
        keeper.take(decoded.value());
      }
    }
  }
}
