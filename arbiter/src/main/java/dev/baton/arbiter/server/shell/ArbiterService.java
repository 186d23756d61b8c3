package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.server.core.RunnerSettings;
import dev.baton.log.EventLog;
import dev.baton.log.warmup.Warmup;
import dev.baton.model.definition.ClusterDefinition;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An arbiter: folds every partition of a log, and leads its share of them. Any number may run
 * beside one another; each needs a name of its own.
 */
public final class ArbiterService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArbiterService.class);

  /** How long the last commits of the audit may take, together. */
  private static final Duration COMMIT = Duration.ofSeconds(2);

  private final ArbiterSettings settings;
  private final List<PartitionLoop> loops;
  private final Sharing sharing;
  private final Warmup warmup;

  private ArbiterService(ArbiterSettings settings, EventLog log) {
    this.settings = settings;
    loops =
        IntStream.range(0, log.partitions())
            .mapToObj(
                partition ->
                    new PartitionLoop(
                        log, partition, runner(settings), settings.closeTimeout(), this::warn))
            .toList();
    sharing = new Sharing(settings, loops);
    warmup = Warmup.start("arbiter", new ArbiterWarmup());
  }

  /**
   * Starts an arbiter; returns at once. It restores as soon as the log answers.
   *
   * @param log used, not closed
   */
  public static ArbiterService start(ArbiterSettings settings, EventLog log) {
    ArbiterService service = new ArbiterService(settings, log);
    service.loops.forEach(PartitionLoop::start);
    service.sharing.start();
    LOG.atInfo()
        .addKeyValue("arbiter", settings.arbiter())
        .addKeyValue("partitions", log.partitions())
        .log("arbiter started");
    return service;
  }

  private static RunnerSettings runner(ArbiterSettings settings) {
    RandomGenerator random = RandomGenerator.getDefault();
    Duration jitter = Duration.ofNanos(random.nextLong(settings.tickInterval().toNanos() / 2));
    return new RunnerSettings(
        settings.arbiter(), settings.tickInterval(), settings.missedTicks(), jitter, 0);
  }

  /** Returns how many VIPs stand in the definitions of several clusters. */
  public int sharedVips() {
    return shared().size();
  }

  private List<SharedVips.Shared> shared() {
    return SharedVips.of(loops.stream().map(PartitionLoop::model).toList());
  }

  /** Only the leader of a definition's partition says it, once for each definition. */
  private void warn(ClusterDefinition defined) {
    for (SharedVips.Shared shared : shared()) {
      if (shared.clusters().contains(defined.cluster())) {
        LOG.atWarn()
            .addKeyValue("vip", shared.vip())
            .addKeyValue("clusters", shared.clusters())
            .log("several clusters have the same VIP: two hosts may answer for it");
      }
    }
  }

  /** Returns how it goes, by partition in order. */
  public List<PartitionStatus> status() {
    return loops.stream().map(PartitionLoop::status).toList();
  }

  /**
   * Returns how one partition goes.
   *
   * @throws IndexOutOfBoundsException when there is no such partition
   */
  public PartitionStatus status(int partition) {
    return loops.get(partition).status();
  }

  /** Tells whether every partition is folded, and reading and writing are proven just now. */
  public boolean isReady() {
    return status().stream().allMatch(PartitionStatus::isReady);
  }

  /** Stops ticking, waits for what was written, commits the rest of the audit, leaves. */
  @Override
  public void close() {
    warmup.close();
    sharing.close();
    loops.forEach(PartitionLoop::stop);
    long deadline = System.nanoTime() + settings.closeTimeout().plus(COMMIT).toNanos();
    boolean interrupted = false;
    for (PartitionLoop loop : loops) {
      try {
        loop.close(deadline);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    LOG.atInfo().addKeyValue("arbiter", settings.arbiter()).log("arbiter stopped");
  }
}
