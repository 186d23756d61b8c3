package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.ServiceException;
import dev.baton.compose.service.WebPage;
import dev.baton.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of {@code baton node}: of each cluster an actuator and an agent. */
public final class NodeServices {
  private static final Logger LOG = LoggerFactory.getLogger(NodeServices.class);

  private NodeServices() {}

  /**
   * Prepares the services, a group for each cluster: the clusters have nothing to do with each
   * other, but for the connection to Kafka.
   *
   * @param process the configuration of the process and its first cluster
   * @throws ConfigException when the configuration of a cluster is wrong
   */
  public static List<List<Service>> of(Config process, LogOpener logs) {
    NodeClusters.Further read = NodeClusters.read(process);
    List<Config> further = read.orThrow();
    read.remarks().forEach(remark -> LOG.atWarn().log("{}", remark));
    Optional<Channels> channels = Channels.of(process);
    if (further.isEmpty()) {
      return List.of(ofCluster(process, logs, channels));
    }
    SharedLog shared =
        new SharedLog(logs, "node-" + new NodeId(Hosts.nameOr(process, NodeKeys.ID)));
    List<Config> clusters = new ArrayList<>(List.of(process));
    clusters.addAll(further);
    return clusters.stream()
        .map(
            cluster ->
                ofCluster(cluster, shared, channels).stream()
                    .<Service>map(service -> new OfCluster(cluster.get(NodeKeys.CLUSTER), service))
                    .toList())
        .toList();
  }

  private static List<Service> ofCluster(
      Config config, LogOpener opener, Optional<Channels> channels) {
    NodeLogs logs = new NodeLogs(config, opener);
    return List.of(NodeActuator.of(config, logs, channels), new AgentRunner(config, logs.agents()));
  }

  /** One of the services of its kind: its cluster tells it from the others. */
  private record OfCluster(String cluster, Service service) implements Service {
    @Override
    public String name() {
      return cluster + "/" + service.name();
    }

    @Override
    public void start(Meters meters) {
      try {
        service.start(meters);
      } catch (ServiceException e) {
        throw new ServiceException(e.exitCode(), cluster + ": " + e.getMessage(), e);
      }
    }

    @Override
    public HealthStatus condition() {
      return service.condition();
    }

    @Override
    public List<WebPage> pages() {
      return service.pages();
    }

    @Override
    public void close() {
      service.close();
    }
  }
}
