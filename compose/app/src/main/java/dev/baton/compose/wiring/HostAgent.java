package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.lease.shell.KeeperService;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The agent of the same host, a process of its own, as a keeper hears it. When the keeper lets go
 * because of a verdict, it appends the verdict once more, right before {@code Released}: the
 * agent's own record may come later, or never.
 */
final class HostAgent implements KeeperTies {
  private final ClusterId cluster;
  private final NodeId node;
  private final Path runDirectory;
  private final NodeLogs logs;
  private Optional<VerdictPort> port = Optional.empty();

  /** Prepares to hear the agent. */
  HostAgent(Config config, LogOpener logs) {
    this.cluster = new ClusterId(config.get(NodeKeys.CLUSTER));
    this.node = new NodeId(Hosts.nameOr(config, NodeKeys.ID));
    this.runDirectory = config.get(NodeKeys.RUN_DIRECTORY);
    this.logs = new NodeLogs(logs);
  }

  /** Returns how the actuator opens the log. */
  LogOpener actuators() {
    return logs.actuators();
  }

  @Override
  public void opened(KeeperService keeper) {
    logs.opened(keeper);
    port = VerdictPort.open(runDirectory, cluster, node, dead -> logs.heard(cluster, dead));
  }

  @Override
  public void close() {
    port.ifPresent(VerdictPort::close);
  }
}
