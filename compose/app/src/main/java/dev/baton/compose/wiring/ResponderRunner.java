package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Metric;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.WebPage;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.MemberLink;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.responder.Delivery;
import dev.baton.responder.ProbeEndpoint;
import dev.baton.responder.ResponderActuator;
import dev.baton.responder.ResponderCounts;
import dev.baton.responder.ResponderSettings;
import dev.baton.responder.ResponderVipAddresses;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The responder actuator as a service. */
public final class ResponderRunner implements Service {

  private final ResponderSettings settings;
  private final KeeperRunner runner;

  /**
   * Prepares an actuator that is a service of its own.
   *
   * @throws ConfigException when the path is no path
   */
  public static ResponderRunner alone(Config config, LogOpener logs) {
    HostAgent agent = new HostAgent(config, logs);
    return new ResponderRunner(
        config, agent.actuators(), agent.and(channel(config, Channels.of(config))));
  }

  /**
   * Prepares an actuator.
   *
   * @param ties what the keeper is tied to apart from the log
   * @throws ConfigException when the path is no path
   */
  ResponderRunner(Config config, LogOpener logs, KeeperTies ties) {
    this.settings =
        new ResponderSettings(
            new ClusterId(config.get(NodeKeys.CLUSTER)),
            new NodeId(Hosts.nameOr(config, NodeKeys.ID)),
            config.find(ResponderKeys.IDENTITY_INTERFACE),
            config.get(NodeKeys.RUN_DIRECTORY),
            config.get(ResponderKeys.STATE_DIRECTORY),
            config.get(ResponderKeys.STANDBY_SILENCE_TIMEOUT),
            new ProbeEndpoint(
                config.find(ResponderKeys.BIND),
                config.get(ResponderKeys.PORT),
                ResponderKeys.path(config)),
            new Delivery(
                ResponderKeys.addressesOn(config),
                config.find(ResponderKeys.SERVICE_PORTS).orElse(List.of())),
            KeeperRunner.served(config));
    this.runner =
        new KeeperRunner(
            name(),
            settings.cluster(),
            settings.node(),
            new LogConnection(logs, config, "probe-" + settings.node()),
            ties);
  }

  /** Returns the channel to other members. */
  static KeeperTies channel(Config config, Optional<Channels> channels) {
    return ClusterChannel.of(config, channels, config.find(ResponderKeys.IDENTITY_INTERFACE));
  }

  @Override
  public String name() {
    return "responder";
  }

  @Override
  public void start(Meters meters) {
    runner.start(meters, "responder", (log, link) -> open(log, link, meters));
  }

  private KeeperService open(EventLog log, MemberLink link, Meters meters) throws IOException {
    ResponderActuator opened = ResponderActuator.open(settings, log, link);
    count(meters, opened.vipAddresses(), "holder", ResponderCounts::holder);
    count(meters, opened.vipAddresses(), "not-holder", ResponderCounts::notHolder);
    count(meters, opened.vipAddresses(), "refused", ResponderCounts::refused);
    count(meters, opened.vipAddresses(), "unfinished", ResponderCounts::unfinished);
    return opened.keeper();
  }

  private void count(
      Meters meters,
      ResponderVipAddresses vipAddresses,
      String answer,
      ToLongFunction<ResponderCounts> which) {
    meters.total(
        Metric.RESPONDER_ANSWERS,
        () -> which.applyAsLong(vipAddresses.answers()),
        settings.cluster().value(),
        answer);
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
