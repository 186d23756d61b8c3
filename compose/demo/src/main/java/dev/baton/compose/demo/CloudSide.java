package dev.baton.compose.demo;

import dev.baton.compose.define.ClusterFile;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Lan;
import dev.baton.compose.netlab.Program;
import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cloud of a {@link TestCluster}: a host with the stand-in, a host with the actuator service,
 * and the data path to the client.
 */
public final class CloudSide {
  private static final String ADDRESS = "10.20.0.9";
  private static final int PORT = 8080;
  private static final String SERVICE_ADDRESS = "10.20.0.8";

  private final CloudScenario scenario;
  private final Path directory;
  private final Host cloud;
  private final Host actuator;
  private Optional<ClientRoute> clientRoute = Optional.empty();
  private Optional<Program> service = Optional.empty();

  CloudSide(Lan lan, CloudScenario scenario, Path directory) {
    this.scenario = scenario;
    this.directory = directory;
    this.cloud = lan.addHost("cloud", List.of(ADDRESS + "/16"));
    this.actuator = lan.addHost("actuator", List.of(SERVICE_ADDRESS + "/16"));
  }

  /**
   * Starts the stand-in, with the VIP at the first node, and the client's route there.
   *
   * @param nodes each node's own address
   * @return the binding that moves the VIP
   */
  Binding start(Host client, SortedMap<NodeId, String> nodes) {
    String cast =
        nodes.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    List<String> arguments = new ArrayList<>(List.of("--scenario", scenario.kind()));
    arguments.addAll(List.of("--cluster", TestCluster.CLUSTER.value(), "--nodes", cast));
    arguments.addAll(List.of("--vip", scenario.vip().address()));
    arguments.addAll(List.of("--address", ADDRESS, "--port", Integer.toString(PORT)));
    Program standIn =
        Program.start(
            cloud,
            "dev.baton.cloudstubs.StubMain",
            arguments,
            directory.resolve("cloud-stand-in.log"));
    Binding binding = ClusterFile.read("the stand-in", said(standIn)).bindings().get(0);
    ClientRoute path =
        new ClientRoute(
            client, URI.create("http://" + ADDRESS + ":" + PORT), scenario.vip(), nodes);
    path.start();
    clientRoute = Optional.of(path);
    return binding;
  }

  /** Waits for the stand-in's first line. */
  private static String said(Program standIn) {
    long end = System.nanoTime() + TestCluster.PATIENCE.toNanos();
    try {
      while (System.nanoTime() < end && standIn.isAlive()) {
        try (Stream<String> lines = Files.lines(standIn.output())) {
          Optional<String> line = lines.filter(each -> each.startsWith("{")).findFirst();
          if (line.isPresent()) {
            return line.orElseThrow();
          }
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("the stand-in says nothing; see " + standIn.output());
  }

  /**
   * Starts the actuator service, with the actuators that the launcher has built.
   *
   * @param bootstrap the brokers' addresses
   */
  void startService(String bootstrap) {
    String actuators = System.getProperty("baton.actuators", "");
    service =
        Optional.of(
            Program.start(
                actuator,
                List.of("-Dbaton.actuators=" + actuators),
                "dev.baton.compose.Main",
                List.of("actuator", scenario.cloud(), "--kafka.bootstrap=" + bootstrap),
                directory.resolve("actuator-" + scenario.cloud() + ".log")));
  }

  /** Returns the actuator service. */
  public Program service() {
    return service.orElseThrow();
  }

  /** Changes the cloud as another user of the account would, so that it leads to that node. */
  public void meddle(NodeId node) {
    clientRoute().meddle(node);
  }

  /** Waits until the client's route leads to that node; returns whether it did in time. */
  public boolean awaitLeadsTo(NodeId node, Duration deadline) {
    return clientRoute().awaitLeadsTo(node, deadline);
  }

  /** Returns the data path. */
  ClientRoute clientRoute() {
    return clientRoute.orElseThrow();
  }

  void close() {
    clientRoute.ifPresent(ClientRoute::close);
  }
}
