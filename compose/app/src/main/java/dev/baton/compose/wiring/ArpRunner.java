package dev.baton.compose.wiring;

import dev.baton.arp.ArpActuator;
import dev.baton.arp.ArpSettings;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.WebPage;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.util.List;
import java.util.Optional;

/** The ARP actuator as a service. */
public final class ArpRunner implements Service {

  private final ArpSettings settings;
  private final KeeperRunner runner;

  /**
   * Prepares an actuator that is a service of its own.
   *
   * @throws ConfigException when no interface is configured
   */
  public static ArpRunner alone(Config config, LogOpener logs) {
    HostAgent agent = new HostAgent(config, logs);
    return new ArpRunner(
        config, agent.actuators(), agent.and(channel(config, Channels.of(config))));
  }

  /**
   * Prepares an actuator.
   *
   * @param ties what the keeper is tied to apart from the log
   * @throws ConfigException when no interface is configured
   */
  ArpRunner(Config config, LogOpener logs, KeeperTies ties) {
    this.settings =
        new ArpSettings(
            new ClusterId(config.get(NodeKeys.CLUSTER)),
            new NodeId(Hosts.nameOr(config, NodeKeys.ID)),
            interfaceName(config),
            config.get(NodeKeys.TRACK_INTERFACE),
            config.get(NodeKeys.RUN_DIRECTORY),
            config.get(NodeKeys.STATE_DIRECTORY),
            config.get(NodeKeys.STANDBY_SILENCE_TIMEOUT),
            KeeperRunner.served(config));
    this.runner =
        new KeeperRunner(
            name(),
            settings.cluster(),
            settings.node(),
            new LogConnection(logs, config, "arp-" + settings.node()),
            ties);
  }

  /** Returns the channel to other members. */
  static KeeperTies channel(Config config, Optional<Channels> channels) {
    return ClusterChannel.of(config, channels, Optional.of(interfaceName(config)));
  }

  /**
   * Returns the configured interface.
   *
   * @throws ConfigException when there is none
   */
  static String interfaceName(Config config) {
    return config
        .find(NodeKeys.INTERFACE)
        .orElseThrow(
            () ->
                new ConfigException(
                    List.of(
                        config.problem(
                            NodeKeys.INTERFACE.name(),
                            "is required by `" + NodeKeys.ACTUATOR.name() + ": arp`"))));
  }

  @Override
  public String name() {
    return "arp";
  }

  @Override
  public void start(Meters meters) {
    runner.start(
        meters, NodeKeys.INTERFACE.name(), (log, link) -> ArpActuator.open(settings, log, link));
  }

  @Override
  public HealthStatus condition() {
    return runner.condition();
  }

  @Override
  public List<WebPage> pages() {
    return runner.pages();
  }

  @Override
  public void close() {
    runner.close();
  }
}
