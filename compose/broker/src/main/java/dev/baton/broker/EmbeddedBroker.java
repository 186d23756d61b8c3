package dev.baton.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker inside this process: for trying Baton out and for tests.
 *
 * <p>A single broker keeps one copy of every record. Records survive a crash of the process, but
 * not of the disk; a power cut may lose the last ones. One of several brokers ({@link
 * BrokerQuorum}) starts only when most of them do. An error that Kafka considers fatal ends the
 * process, as it would end a broker's process.
 *
 * <p>Logs through SLF4J under the broker's own names. Any thread may call any method.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final String bootstrapServers;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(KafkaRaftServer server, DirectoryLock lock, String bootstrapServers) {
    this.server = server;
    this.lock = lock;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it accepts requests, usually after 2 to 3 s. An empty or
   * missing data directory is formatted first; any other is used again.
   *
   * @throws BrokerStartException when the port is in use, the directory cannot be used or is used
   *     by another broker, or the broker fails for another reason
   */
  public static EmbeddedBroker start(EmbeddedBrokerSettings settings) {
    Ports ports = Ports.find(settings);
    DirectoryLock lock = DirectoryLock.take(settings.dataDirectory());
    try {
      formatIfNew(settings);
      var broker =
          new EmbeddedBroker(
              startServer(settings, ports),
              lock,
              Address.of(settings.advertisedHost(), ports.clients()));
      LOG.atInfo()
          .addKeyValue("bootstrapServers", broker.bootstrapServers)
          .addKeyValue("dataDirectory", settings.dataDirectory())
          .log("Broker started");
      return broker;
    } catch (Exception e) {
      lock.close();
      throw new BrokerStartException(
          "The broker in %s did not start: %s".formatted(settings.dataDirectory(), e), e);
    }
  }

  /** Returns the address for clients: {@code host:port} with the advertised host. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Blocks until the broker has shut down, by {@link #close} or by itself. */
  public void awaitShutdown() {
    server.awaitShutdown();
  }

  /** Shuts the broker down in order and returns when it has ended. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        server.shutdown();
        server.awaitShutdown();
      } finally {
        lock.close();
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // A priority is only a hint to the scheduler.
  private static KafkaRaftServer startServer(EmbeddedBrokerSettings settings, Ports ports) {
    var config = KafkaConfig.fromProps(BrokerProperties.of(settings, ports), false);
    var server = new KafkaRaftServer(config, Time.SYSTEM);
    int priority = Thread.currentThread().getPriority();
    try {
      // The broker's threads inherit this priority. If they share processors with clients, the
      // clients wait for them.
      Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    } finally {
      Thread.currentThread().setPriority(priority);
    }
    return server;
  }

  private static void formatIfNew(EmbeddedBrokerSettings settings) throws Exception {
    Path directory = settings.dataDirectory();
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    var output = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setPrintStream(output)
        .setNodeId(BrokerProperties.nodeId(settings))
        .setClusterId(
            settings.quorum().map(BrokerQuorum::clusterId).orElseGet(BrokerQuorum::newClusterId))
        .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .run();
  }
}
