package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.service.Service;
import dev.baton.compose.wiring.AgentRunner;
import dev.baton.compose.wiring.ArbiterRunner;
import dev.baton.compose.wiring.ArpRunner;
import dev.baton.compose.wiring.CloudRunner;
import dev.baton.compose.wiring.Components;
import dev.baton.compose.wiring.NodeClusters;
import dev.baton.compose.wiring.NodeServices;
import dev.baton.compose.wiring.ResponderRunner;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs that run services. */
final class ServiceCommands {

  private ServiceCommands() {}

  /** {@code baton arbiter}. */
  @Command(
      name = "arbiter",
      description = "Runs an arbiter: folds the log into decisions. Run two or more.",
      mixinStandardHelpOptions = true)
  static final class Arbiter extends ServiceCommand {

    @Option(
        names = "--single-broker",
        description =
            "Accepts a Kafka with fewer than three copies of each record, which may lose what was"
                + " acknowledged.")
    private boolean singleBroker;

    Arbiter(CliContext context) {
      super(context, Components.ARBITER);
    }

    @Override
    List<String> furtherSettings() {
      return singleBroker ? List.of("arbiter.single-broker=true") : List.of();
    }

    @Override
    protected List<List<Service>> services(Config config) {
      return List.of(List.of(new ArbiterRunner(config, context().logs())));
    }
  }

  /** {@code baton agent}. */
  @Command(
      name = "agent",
      description = "Runs an agent: tells the log how this node's service is, runs its scripts.",
      mixinStandardHelpOptions = true)
  static final class Agent extends ServiceCommand {
    Agent(CliContext context) {
      super(context, Components.AGENT);
    }

    @Override
    protected List<List<Service>> services(Config config) {
      return List.of(List.of(AgentRunner.alone(config, context().logs())));
    }
  }

  /** {@code baton actuator arp}. */
  @Command(
      name = "arp",
      description = "Runs the ARP actuator: holds VIPs on this node's LAN while its lease lives.",
      mixinStandardHelpOptions = true)
  static final class Arp extends ServiceCommand {
    Arp(CliContext context) {
      super(context, Components.ARP);
    }

    @Override
    protected List<List<Service>> services(Config config) {
      return List.of(List.of(ArpRunner.alone(config, context().logs())));
    }
  }

  /** {@code baton actuator aws}, {@code azure}, {@code gcp}. */
  @Command(
      description =
          "Runs a cloud's actuator: moves its bindings of all clusters. Run two or more, they"
              + " share the work.",
      mixinStandardHelpOptions = true)
  static final class Cloud extends ServiceCommand {
    private final String cloud;

    Cloud(CliContext context, String component) {
      super(context, component);
      this.cloud = component.substring(component.indexOf(' ') + 1);
    }

    String cloud() {
      return cloud;
    }

    @Override
    protected List<List<Service>> services(Config config) {
      return List.of(List.of(new CloudRunner(cloud, config, context().logs())));
    }
  }

  /** {@code baton actuator responder}. */
  @Command(
      name = "responder",
      description =
          "Runs the probe actuator: answers a load balancer's probe with 200 while this node's"
              + " lease lives.",
      mixinStandardHelpOptions = true)
  static final class Probe extends ServiceCommand {
    Probe(CliContext context) {
      super(context, Components.RESPONDER);
    }

    @Override
    protected List<List<Service>> services(Config config) {
      return List.of(List.of(ResponderRunner.alone(config, context().logs())));
    }
  }

  /** {@code baton node}. */
  @Command(
      name = "node",
      description =
          "Runs the agent and the ARP or probe actuator in one process, of one cluster or of"
              + " several; they meet in the log all the same.",
      mixinStandardHelpOptions = true)
  static final class Node extends ServiceCommand {
    Node(CliContext context) {
      super(context, Components.NODE);
    }

    @Override
    protected List<List<Service>> services(Config config) {
      return NodeServices.of(config, context().logs());
    }

    @Override
    String print(Config config) {
      StringBuilder all = new StringBuilder(super.print(config));
      for (Config further : NodeClusters.read(config).orThrow()) {
        all.append("---\n").append(super.print(further));
      }
      return all.toString();
    }
  }
}
