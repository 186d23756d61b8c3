package dev.baton.agent.hook;

import dev.baton.agent.hook.HookRecord.Begun;
import dev.baton.agent.hook.HookRecord.Over;
import dev.baton.linux.process.Child;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.fact.HookFinished;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts one after the other on a thread of its own, each order once. If an order is
 * repeated, the runner answers with the outcome that it remembers. Thread-safe.
 *
 * <p>A script's environment is the agent's own, with {@code BATON_CLUSTER}, {@code BATON_NODE},
 * {@code BATON_EPOCH} and {@code BATON_HOOK} ({@code promote} or {@code demote}) added. When a
 * script ends by itself, the processes that it leaves running are not killed: one of them may be
 * the service.
 */
public final class HookRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HookRunner.class);

  /** The output of an order for which the node has no script. The exit status is then 0. */
  public static final String NOT_CONFIGURED = "no script configured";

  static final String INTERRUPTED =
      "the agent ended while the script ran: killed what was left of it, its outcome is unknown";

  /** How long {@link #close} waits until the running script is dead and its end is recorded. */
  private static final Duration CLOSE_MOST = Duration.ofSeconds(3);

  private final HookSettings settings;
  private final ClusterId cluster;
  private final NodeId node;
  private final HookJournal journal;
  private final ExecutorService thread;

  private HookRunner(HookSettings settings, ClusterId cluster, NodeId node, HookJournal journal) {
    this.settings = settings;
    this.cluster = cluster;
    this.node = node;
    this.journal = journal;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "baton-hook");
              RealTimeScheduling.none(made);
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Reads the journal, and kills the scripts that an earlier process of the agent left running.
   *
   * @param runDirectory the directory of the journal; created if missing
   * @throws IOException when the journal or {@code /proc} cannot be read
   */
  public static HookRunner open(
      HookSettings settings, ClusterId cluster, NodeId node, Path runDirectory) throws IOException {
    HookJournal journal = HookJournal.open(runDirectory.resolve("hooks-" + cluster + "-" + node));
    for (HookRecord record : journal.all()) {
      if (record instanceof Begun begun && begun.tree().isPresent()) {
        begun.tree().orElseThrow().kill();
      }
    }
    return new HookRunner(settings, cluster, node, journal);
  }

  /**
   * Queues a script, or answers from the journal if it has run before. Does nothing after {@link
   * #close}.
   *
   * @param ended called once, on the runner's thread. When the runner is closed, it is called for
   *     the script that is killed, and not for those that wait
   */
  public void run(HookOrder order, Consumer<HookFinished> ended) {
    try {
      thread.execute(() -> ended.accept(performOrFail(order)));
    } catch (RejectedExecutionException closed) {
      LOG.atWarn()
          .addKeyValue("hook", order.key().hook())
          .addKeyValue("epoch", order.key().epoch())
          .log("Not run, since the agent leaves");
    }
  }

  /** Kills the running script, reports it as failed, and waits at most 3 s for that. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      var unused = thread.awaitTermination(CLOSE_MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HookFinished performOrFail(HookOrder order) {
    try {
      return perform(order);
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("hook", order.key().hook())
          .log("The hook cannot be run");
      return failure(order.key(), e.toString()).told(node);
    }
  }

  private HookFinished perform(HookOrder order) {
    Optional<HookRecord> before = journal.find(order.key());
    if (before.isPresent() && before.orElseThrow() instanceof Over over) {
      return over.told(node);
    }
    if (before.isPresent() && !settings.rerunInterrupted()) {
      return remember(failure(before.orElseThrow().key(), INTERRUPTED)).told(node);
    }
    return settings
        .script(order.key().hook())
        .map(argv -> remember(execute(order, argv)))
        .orElseGet(() -> new Over(order.key(), Optional.of(0), NOT_CONFIGURED, Duration.ZERO))
        .told(node);
  }

  private Over execute(HookOrder order, List<String> argv) {
    try {
      journal.put(new Begun(order.key(), Optional.empty()));
      Child child = Child.start(argv, environment(order));
      try {
        journal.put(new Begun(order.key(), Optional.of(child.tree())));
        return over(order, child.await(order.timeout()));
      } catch (IOException e) {
        child.kill();
        throw e;
      }
    } catch (IOException e) {
      return failure(order.key(), e.toString());
    } catch (InterruptedException e) {
      return failure(order.key(), "killed: the agent was stopped");
    }
  }

  private static Over over(HookOrder order, Child.Ended ended) {
    String output =
        ended.exitStatus().isPresent()
            ? ended.output()
            : ended.output() + "\nkilled after " + order.timeout().toMillis() + " ms";
    return new Over(order.key(), ended.exitStatus(), output, ended.took());
  }

  private static Over failure(HookKey key, String why) {
    return new Over(key, Optional.empty(), why, Duration.ZERO);
  }

  /**
   * The outcome is reported even if it cannot be recorded. If the order is then repeated, it fails.
   */
  private Over remember(Over over) {
    try {
      journal.put(over);
      return over;
    } catch (IOException e) {
      return new Over(
          over.key(), over.exitStatus(), over.output() + "\nnot written down: " + e, over.took());
    }
  }

  private Map<String, String> environment(HookOrder order) {
    return Map.of(
        "BATON_CLUSTER", cluster.value(),
        "BATON_NODE", node.value(),
        "BATON_EPOCH", order.key().epoch().toString(),
        "BATON_HOOK", order.key().hook().name().toLowerCase(Locale.ROOT));
  }
}
