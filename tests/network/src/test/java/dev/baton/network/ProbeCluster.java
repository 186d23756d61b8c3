package dev.baton.network;

import dev.baton.broker.BrokerProcess;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.log.EventLog;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TopicSettings;
import dev.baton.log.kafka.TopicSetup;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.ClusterState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A broker, an arbiter and the nodes {@code a} and {@code b}, each {@code baton node} with the
 * probe actuator, in network namespaces on one bridge; the client plays the load balancer. The same
 * processes serve another cluster, on the LAN.
 */
final class ProbeCluster implements AutoCloseable {
  static final int PORT = 61_000;
  static final Vip IPV4 = new Vip("10.77.9.9");
  static final Vip IPV6 = new Vip("fd77:9::9");

  private static final ClusterId CLUSTER = new ClusterId("ilb");
  private static final ClusterId ON_LAN = new ClusterId("lan");
  private static final Vip LAN_VIP = new Vip("10.77.8.8");
  private static final int BROKER_PORT = 9092;
  private static final int ARBITER = 1;
  private static final int CLIENT = 4;

  private final Path directory;
  private final TestLan lan = TestLan.create(5);
  private final Map<String, Program> programs = new HashMap<>();
  private Optional<BrokerProcess> broker = Optional.empty();
  private Optional<EventLog> log = Optional.empty();
  private final Map<ClusterId, Observer> observers = new HashMap<>();

  ProbeCluster(Path directory) {
    this.directory = directory;
  }

  /** Starts everything, and returns when a node holds and the other could. */
  void start() {
    String address = brokerAddress();
    broker =
        Optional.of(
            BrokerProcess.start(
                new EmbeddedBrokerSettings(
                    directory.resolve("kafka"), "0.0.0.0", BROKER_PORT, address),
                lan.host(0).prefix()));
    programs.put("arbiter", startArbiter());
    startNode("a");
    startNode("b");
    EventLog opened = client().inside(this::openLog);
    log = Optional.of(opened);
    for (ClusterId cluster : List.of(CLUSTER, ON_LAN)) {
      observers.put(cluster, client().inside(() -> new Observer(opened, cluster)));
      append(cluster, new Fact.Defined(id(), "test", definition(cluster)));
    }
    awaitCalm();
  }

  /** Waits until of each cluster a node holds and says so, and both could. */
  void awaitCalm() {
    for (ClusterId cluster : observers.keySet()) {
      require(
          cluster,
          state ->
              Observer.holder(state).isPresent()
                  && List.of("a", "b").stream()
                      .allMatch(
                          name ->
                              dev.baton.arbiter.fold.Policy.isEligible(state, new NodeId(name))));
    }
  }

  /** Waits until another node than this holds and says so. */
  void awaitMoveFrom(String node) {
    require(
        CLUSTER,
        state ->
            Observer.holder(state).filter(held -> !held.node().value().equals(node)).isPresent());
  }

  /** Waits until that node holds the VIP of the cluster on the LAN, and the other has it not. */
  void awaitOnLan(String node) {
    require(
        ON_LAN,
        state ->
            Observer.holder(state).filter(held -> held.node().value().equals(node)).isPresent());
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> has(node, LAN_VIP) && !has(other(node), LAN_VIP));
  }

  private void require(ClusterId cluster, Predicate<ClusterState> wanted) {
    Observer observer = observers.get(cluster);
    if (!observer.awaitState(wanted, TestCluster.PATIENCE)) {
      throw new AssertionError("the state is " + observer.state() + "; see below " + directory);
    }
  }

  /** Who holds. */
  String holder() {
    return holder(CLUSTER);
  }

  /** Who holds the VIP of the cluster on the LAN. */
  String holderOnLan() {
    return holder(ON_LAN);
  }

  private String holder(ClusterId cluster) {
    return Observer.holder(observers.get(cluster).state()).orElseThrow().node().value();
  }

  static String other(String node) {
    return node.equals("a") ? "b" : "a";
  }

  void switchOver(String to) {
    switchOver(CLUSTER, to);
  }

  void switchOverOnLan(String to) {
    switchOver(ON_LAN, to);
  }

  private void switchOver(ClusterId cluster, String to) {
    append(
        cluster,
        new Fact.Request(id(), "test", new Operation.Switchover(Optional.of(new NodeId(to)))));
  }

  Host host(String node) {
    return lan.host(node.equals("a") ? 2 : 3);
  }

  Host client() {
    return lan.host(CLIENT);
  }

  Program program(String node) {
    return programs.get(node);
  }

  /** Starts agents and actuators of a node, in one process. */
  void startNode(String node) {
    programs.put(
        node,
        Program.start(
            host(node),
            "dev.baton.compose.Main",
            List.of("node", "--config", config(node).toString()),
            directory.resolve(node + ".log")));
  }

  /** Whether a VIP is on one of the node's interfaces. */
  boolean hasAddress(String node) {
    return has(node, IPV4) || has(node, IPV6);
  }

  private boolean has(String node, Vip vip) {
    return host(node).ip("-br", "addr").contains(vip.address() + "/");
  }

  private Program startArbiter() {
    return Program.start(
        lan.host(ARBITER),
        "dev.baton.compose.Main",
        List.of(
            "arbiter",
            "--single-broker",
            "--kafka.bootstrap=" + bootstrap(),
            "--kafka.partitions=1",
            "--arbiter.id=x1"),
        directory.resolve("arbiter.log"));
  }

  private Path config(String node) {
    Path own = directory.resolve(node);
    Path clusters = own.resolve("clusters");
    String agent =
        String.join(
            "\n",
            "agent:",
            "  probes:",
            "    link:",
            "      kind: interface",
            "      interface: " + Host.INTERFACE,
            "");
    String further =
        String.join(
            "\n",
            "node:",
            "  cluster: " + ON_LAN,
            "arp:",
            "  interface: " + Host.INTERFACE,
            "  state-directory: " + own.resolve("state"),
            "");
    String text =
        String.join(
            "\n",
            "kafka:",
            "  bootstrap: " + bootstrap(),
            "node:",
            "  cluster: " + CLUSTER,
            "  id: " + node,
            "  actuator: responder",
            "  clusters-directory: " + clusters,
            "run:",
            "  directory: " + own.resolve("run"),
            "responder:",
            "  port: " + PORT,
            "  state-directory: " + own.resolve("state"),
            "");
    try {
      Files.createDirectories(clusters);
      Files.writeString(clusters.resolve("lan.yaml"), further + agent);
      return Files.writeString(directory.resolve(node + ".yaml"), text + agent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EventLog openLog() {
    KafkaLogSettings settings =
        KafkaLogSettings.of(bootstrap())
            .withTopics(TopicSettings.DEFAULT.withPartitions(1).forSingleBroker())
            .withClientId("test");
    List<String> unused = TopicSetup.ensure(settings, TestCluster.PATIENCE);
    return KafkaEventLog.open(settings, TestCluster.PATIENCE);
  }

  private static ClusterDefinition definition(ClusterId cluster) {
    boolean lan = cluster.equals(ON_LAN);
    return new ClusterDefinition(
        cluster,
        1,
        List.of(new Member(new NodeId("a"), 100), new Member(new NodeId("b"), 50)),
        lan ? List.of(LAN_VIP) : List.of(IPV4, IPV6),
        List.of(
            lan
                ? new Binding("arp", new TreeMap<>())
                : new Binding("azure-ilb", new TreeMap<>(Map.of("mode", "probe")))),
        Timings.DEFAULT,
        new FailoverPolicy(Optional.empty(), 100, Duration.ofMinutes(10)),
        HookPlan.NONE);
  }

  private void append(ClusterId cluster, Fact fact) {
    log.orElseThrow()
        .append(cluster, fact)
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private String brokerAddress() {
    return String.valueOf(lan.host(0).v4().getHostAddress());
  }

  private String bootstrap() {
    return brokerAddress() + ":" + BROKER_PORT;
  }

  @Override
  public void close() {
    observers.values().forEach(Observer::close);
    log.ifPresent(EventLog::close);
    broker.ifPresent(BrokerProcess::close);
    lan.close();
  }
}
