package dev.baton.compose.wiring;

import dev.baton.agent.hook.HookSettings;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.agent.shell.AgentService;
import dev.baton.agent.shell.AgentSettings;
import dev.baton.agent.shell.AgentStatus;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.HealthStatus.Reason;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.ServiceException;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The agent as a service. */
public final class AgentRunner implements Service {

  private final AgentSettings settings;
  private final LogConnection connection;
  private volatile Optional<AgentService> agent = Optional.empty();

  /**
   * Prepares an agent that is a service of its own.
   *
   * @throws dev.baton.compose.config.ConfigException when its probes are configured wrong
   */
  public static AgentRunner alone(Config config, LogOpener logs) {
    return new AgentRunner(config, new HostKeeper(logs, config));
  }

  /**
   * Prepares an agent.
   *
   * @throws dev.baton.compose.config.ConfigException when its probes are configured wrong
   */
  AgentRunner(Config config, LogOpener logs) {
    this.settings = settings(config);
    this.connection = new LogConnection(logs, config, "agent-" + settings.node());
  }

  /**
   * Returns the agent's settings from its configuration.
   *
   * @throws ConfigException when its probes are configured wrong
   */
  public static AgentSettings settings(Config config) {
    List<ProbeSettings> probes = ProbeReader.read(config);
    try {
      return new AgentSettings(
          new ClusterId(config.get(NodeKeys.CLUSTER)),
          new NodeId(Hosts.nameOr(config, NodeKeys.ID)),
          probes,
          config.get(NodeKeys.HEARTBEAT),
          new HookSettings(
              config.find(NodeKeys.PROMOTE),
              config.find(NodeKeys.DEMOTE),
              config.get(NodeKeys.RERUN)),
          config.get(NodeKeys.RUN_DIRECTORY));
    } catch (IllegalArgumentException e) {
      String message = Config.messageOf(e);
      int colon = Math.max(0, message.indexOf(": "));
      throw new ConfigException(
          List.of(
              config.problem(
                  "agent." + message.substring(0, colon), message.substring(colon + 2))));
    }
  }

  @Override
  public String name() {
    return "agent";
  }

  @Override
  public void start(Meters meters) {
    EventLog log = connection.open();
    try {
      AgentMetrics metrics = new AgentMetrics(settings, meters);
      AgentService started = AgentService.start(settings, log, metrics);
      metrics.watch(started::status);
      agent = Optional.of(started);
    } catch (IOException e) {
      throw new ServiceException(
          ExitCode.FAILED,
          "run.directory: " + settings.runDirectory() + " cannot be used: " + e,
          e);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ExitCode.USAGE, "agent." + Config.messageOf(e), e);
    }
  }

  @Override
  public HealthStatus condition() {
    return agent
        .map(running -> connection.with(condition(running.status())))
        .orElseGet(connection::waiting);
  }

  private static HealthStatus condition(AgentStatus status) {
    if (status.failure().isPresent()) {
      return HealthStatus.failed(status.failure().orElseThrow());
    }
    List<Reason> reasons = new ArrayList<>();
    if (status.acknowledged().isEmpty()) {
      reasons.add(new Reason("unheard", "no report was acknowledged by the log yet"));
    }
    if (!status.following()) {
      reasons.add(new Reason("deaf", "commands are not read yet"));
    }
    return new HealthStatus(true, reasons);
  }

  @Override
  public void close() {
    connection.stopWaiting();
    agent.ifPresent(AgentService::close);
    connection.close();
  }
}
