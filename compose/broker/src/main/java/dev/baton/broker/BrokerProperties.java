package dev.baton.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The configuration of a KRaft broker that is also a controller, alone or one of several. It needs
 * little memory, starts quickly, and is strict where Kafka's defaults are lenient.
 */
final class BrokerProperties {
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String CLIENT_LISTENER = "CLIENTS";

  private BrokerProperties() {}

  /** Returns the properties of a broker with these settings, on these ports. */
  static Properties of(EmbeddedBrokerSettings settings, Ports ports) {
    Properties properties = new Properties();
    putRoles(properties);
    settings
        .quorum()
        .ifPresentOrElse(
            quorum -> putSeveral(properties, quorum), () -> putAlone(properties, ports));
    putListeners(properties, settings, ports);
    putTopicDefaults(properties);
    putSizes(properties);
    properties.put("node.id", String.valueOf(nodeId(settings)));
    properties.put("log.dirs", absolute(settings.dataDirectory()));
    properties.putAll(settings.properties());
    return properties;
  }

  /** Returns the broker's id: its number among several, or that of a single broker. */
  static int nodeId(EmbeddedBrokerSettings settings) {
    return settings.quorum().map(BrokerQuorum::nodeId).orElse(1);
  }

  private static void putRoles(Properties properties) {
    properties.put("process.roles", "broker,controller");
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("inter.broker.listener.name", CLIENT_LISTENER);
  }

  /**
   * For three brokers: the settings that the project's README recommends, and otherwise Kafka's
   * defaults.
   */
  private static void putSeveral(Properties properties, BrokerQuorum quorum) {
    properties.put("controller.quorum.voters", quorum.voters());
    properties.put("broker.session.timeout.ms", "1000");
    properties.put("broker.heartbeat.interval.ms", "100");
    properties.put("controller.quorum.fetch.timeout.ms", "1000");
    properties.put("controller.quorum.election.timeout.ms", "500");
  }

  private static void putAlone(Properties properties, Ports ports) {
    // The quorum is static, because the controller's port may differ at each start.
    properties.put("controller.quorum.voters", "1@" + ports.controller());
    // After a crash the broker can register again only when its old session has ended (default 9
    // s). A short session makes a restart quick.
    properties.put("broker.session.timeout.ms", "1500");
    properties.put("broker.heartbeat.interval.ms", "250");
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
  }

  private static void putListeners(
      Properties properties, EmbeddedBrokerSettings settings, Ports ports) {
    properties.put(
        "listeners",
        listener(CLIENT_LISTENER, settings.listenHost(), ports.clients())
            + ","
            + CONTROLLER_LISTENER
            + "://"
            + ports.controller());
    properties.put(
        "advertised.listeners",
        listener(CLIENT_LISTENER, settings.advertisedHost(), ports.clients()));
    properties.put(
        "listener.security.protocol.map",
        CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
  }

  private static void putTopicDefaults(Properties properties) {
    properties.put("auto.create.topics.enable", "false");
    properties.put("unclean.leader.election.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
  }

  private static void putSizes(Properties properties) {
    // The default reserves 128 MB of heap.
    properties.put("log.cleaner.dedupe.buffer.size", "2000000");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
  }

  private static String listener(String name, String host, int port) {
    return name + "://" + Address.of(host, port);
  }

  private static String absolute(Path directory) {
    return directory.toAbsolutePath().normalize().toString();
  }
}
