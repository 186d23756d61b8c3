package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.linux.LocalListener;
import dev.baton.linux.SystemCallException;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the keeper of a host hears the agent of the same host, a process of its own: a local socket
 * in the run directory. Whatever is wrong with it, the log carries the same.
 */
final class VerdictPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VerdictPort.class);

  /** An older report tells nothing of now; an agent that still means it repeats it. */
  private static final Duration OLDEST = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ClusterId cluster;
  private final NodeId node;
  private final LocalListener listener;
  private final Consumer<Health> dead;
  private final Thread thread;
  private boolean refusing;

  private VerdictPort(
      ClusterId cluster, NodeId node, LocalListener listener, Consumer<Health> dead) {
    this.cluster = cluster;
    this.node = node;
    this.listener = listener;
    this.dead = dead;
    this.thread = new Thread(this::run, "verdicts-" + cluster);
    thread.setDaemon(true);
    RealTimeScheduling.first(thread);
  }

  /** Returns where the keeper of a cluster listens. */
  static Path path(Path runDirectory, ClusterId cluster) {
    return runDirectory.resolve(cluster + ".verdict").toAbsolutePath();
  }

  /**
   * Begins to listen, where no other keeper of the cluster runs on this host.
   *
   * @param dead is given each report of the node that says that its service is dead; must not block
   * @return empty, after a message for people, where that is not possible
   */
  static Optional<VerdictPort> open(
      Path runDirectory, ClusterId cluster, NodeId node, Consumer<Health> dead) {
    try {
      LocalListener listener =
          LocalListener.open(path(runDirectory, cluster), VerdictMessage.MOST_BYTES);
      VerdictPort port = new VerdictPort(cluster, node, listener, dead);
      port.thread.start();
      return Optional.of(port);
    } catch (IOException | SystemCallException | IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster)
          .log(
              "run.directory: the keeper does not hear the agent of this host until the next"
                  + " start; the log alone carries its verdict: {}",
              Config.messageOf(e));
      return Optional.empty();
    }
  }

  private void run() {
    RealTimeScheduling.settle();
    try (listener) {
      Optional<byte[]> next = listener.receive();
      while (next.isPresent()) {
        received(next.orElseThrow());
        next = listener.receive();
      }
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("cluster", cluster)
          .log("the keeper hears the agent of this host no more, the log alone does", e);
    }
  }

  private void received(byte[] bytes) {
    try {
      Health report = accepted(VerdictMessage.of(bytes), System.nanoTime(), node);
      refusing = false;
      if (report.verdict() == Verdict.UNHEALTHY) {
        dead.accept(report);
      }
    } catch (IOException e) {
      if (!refusing) {
        LOG.atWarn()
            .addKeyValue("cluster", cluster)
            .log("a message of the agent of this host is ignored: {}", Config.messageOf(e));
      }
      refusing = true;
    }
  }

  /**
   * Returns the report of a message.
   *
   * @param now by {@link System#nanoTime}
   * @param node the keeper's
   * @throws IOException when the message is another node's, or not of the last second
   */
  static Health accepted(VerdictMessage message, long now, NodeId node) throws IOException {
    Health report = message.report();
    if (!report.node().equals(node)) {
      throw new IOException(
          "it is of node " + report.node() + ", but this keeper's node.id is " + node);
    }
    long age = now - message.sentNanos();
    if (age > OLDEST.toNanos() || age < -OLDEST.toNanos()) {
      throw new IOException("it is " + Duration.ofNanos(age).toMillis() + " ms old");
    }
    return report;
  }

  /** Hears nothing any more. Idempotent. */
  @Override
  public void close() {
    listener.end();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
