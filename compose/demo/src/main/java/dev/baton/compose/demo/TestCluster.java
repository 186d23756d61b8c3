package dev.baton.compose.demo;

import dev.baton.broker.BrokerProcess;
import dev.baton.channel.key.ChannelKeyException;
import dev.baton.channel.key.ChannelKeyFile;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Lan;
import dev.baton.compose.netlab.Program;
import dev.baton.compose.netlab.VipProber;
import dev.baton.log.EventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole Baton on one machine: brokers, arbiters, the nodes {@code a} and {@code b} and a client,
 * each in a network namespace of its own on one bridge. Closing it ends every process and deletes
 * every namespace.
 */
public final class TestCluster implements AutoCloseable {
  /** The cluster's id. */
  public static final ClusterId CLUSTER = new ClusterId("demo");

  /** How long any part may take to start; on two busy processors half a minute was seen. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TestClusterSettings settings;
  private final Consumer<String> progress;
  private final Lan lan;
  private final TestBrokers brokers;
  private final Host client;
  private final List<Host> arbiterHosts = new ArrayList<>();
  private final List<Program> arbiters = new ArrayList<>();
  private final List<TestNode> nodes = new ArrayList<>();
  private final Optional<CloudSide> cloud;
  private Binding binding = new Binding("arp", new TreeMap<>());
  private Optional<EventLog> log = Optional.empty();
  private Optional<Observer> observer = Optional.empty();

  /** Creates the LAN. No process runs on it yet. */
  public TestCluster(TestClusterSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.lan = Lan.create();
    this.brokers = new TestBrokers(lan, settings.brokers(), settings.directory());
    for (int number = 1; number <= settings.arbiters(); number++) {
      arbiterHosts.add(lan.addHost("x" + number, List.of("10.20.0." + (2 + number) + "/16")));
    }
    addNode("a", 1);
    addNode("b", 2);
    shareChannelKey();
    this.client = lan.addHost("client", List.of("10.20.0.100/16", "fd00:20::100/64"));
    this.cloud = settings.scenario().map(kind -> new CloudSide(lan, kind, settings.directory()));
  }

  /** Makes a key file on the first node, and copies it to the others. */
  private void shareChannelKey() {
    try {
      Path made = nodes.get(0).channelKeys();
      Files.createDirectories(made.getParent());
      var unused = ChannelKeyFile.create(made, new SecureRandom(), InstantSource.system());
      for (TestNode other : nodes.subList(1, nodes.size())) {
        Files.createDirectories(other.channelKeys().getParent());
        Files.copy(made, other.channelKeys(), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException | ChannelKeyException e) {
      throw new IllegalStateException("the channel of the nodes has no key", e);
    }
  }

  private void addNode(String name, int number) {
    Host host =
        lan.addHost(name, List.of("10.20." + number + ".10/16", "fd00:20::" + number + ":10/64"));
    nodes.add(new TestNode(lan, host, settings, brokers));
  }

  /** Starts everything, and returns when a node holds the VIPs and every node could. */
  public void start() {
    progress.accept("starting the broker at " + brokers.bootstrap());
    brokers.start();
    progress.accept("starting " + settings.arbiters() + " arbiters and the nodes a and b");
    for (int index = 0; index < settings.arbiters(); index++) {
      arbiters.add(startArbiter(index));
    }
    nodes.forEach(TestNode::startService);
    nodes.forEach(TestNode::startBaton);
    EventLog opened = client.inside(() -> TestLog.open(kafka(), PATIENCE));
    log = Optional.of(opened);
    Observer watching = client.inside(() -> new Observer(opened, CLUSTER));
    observer = Optional.of(watching);
    cloud.ifPresent(this::raise);
    define(1, settings.vips());
    require(
        state -> Observer.holder(state).isPresent() && allEligible(state),
        "a holder and every node to be ready");
    cloud.ifPresent(this::awaitPlaced);
  }

  private void raise(CloudSide side) {
    progress.accept("starting the stand-in for the cloud, and the service that moves things there");
    SortedMap<NodeId, String> addresses = new TreeMap<>();
    nodes.forEach(node -> addresses.put(node.id(), node.host().v4().getHostAddress()));
    binding = side.start(client, addresses);
    side.startService(brokers.bootstrap());
  }

  private void awaitPlaced(CloudSide side) {
    AssignmentState.Held held = Observer.holder(observer().state()).orElseThrow();
    require(
        state -> state.placements().values().stream().anyMatch(TestCluster::isPlaced),
        "the VIP to lead to " + held.node());
    if (!side.clientRoute().awaitLeadsTo(held.node(), PATIENCE)) {
      throw new IllegalStateException("the client's way does not lead to " + held.node());
    }
  }

  private static boolean isPlaced(Placement placement) {
    return placement.result() == OutcomeResult.PLACED;
  }

  /** Waits until that node holds the VIPs and every node could. */
  public void awaitReady(String holder) {
    require(
        state ->
            Observer.holder(state).filter(held -> held.node().value().equals(holder)).isPresent()
                && allEligible(state),
        holder + " to hold and every node to be ready");
  }

  /**
   * Waits until a node holds the VIPs that is heard after a position, and no other may (rule H).
   */
  void awaitHolderAfter(Position position) {
    require(state -> isHolderHeard(state, position), "a holder that is heard after " + position);
  }

  /** Waits until this is so, and every node is heard after that position and could hold. */
  void awaitEveryNodeAfter(Position position) {
    require(
        state ->
            isHolderHeard(state, position)
                && allEligible(state)
                && nodes.stream().allMatch(node -> isHeard(state, node.id(), position)),
        "a holder, and every node to be heard after " + position + " and to be ready");
  }

  private static boolean isHolderHeard(ClusterState state, Position position) {
    return state.holdover().ghosts().isEmpty()
        && Observer.holder(state).filter(held -> isHeard(state, held.node(), position)).isPresent();
  }

  private static boolean isHeard(ClusterState state, NodeId node, Position position) {
    return state.sessions().values().stream()
        .filter(session -> session.current() && session.node().equals(node))
        .anyMatch(session -> session.last().compareTo(position) > 0);
  }

  /**
   * Waits for a state of the cluster.
   *
   * @throws IllegalStateException when it does not come in time
   */
  public void require(java.util.function.Predicate<ClusterState> wanted, String what) {
    if (!observer().awaitState(wanted, PATIENCE)) {
      throw new IllegalStateException(
          "waited "
              + PATIENCE.toSeconds()
              + " s for "
              + what
              + "; the state is "
              + observer().state()
              + "; the processes said last\n"
              + lastWords());
    }
  }

  /**
   * The directory may be deleted before somebody reads the files in it, so their ends are in the
   * message.
   */
  private String lastWords() {
    return Stream.concat(
            arbiters.stream().map(Program::lastWords), nodes.stream().map(TestNode::lastWords))
        .collect(Collectors.joining("\n"));
  }

  private boolean allEligible(ClusterState state) {
    return nodes.stream()
        .allMatch(node -> dev.baton.arbiter.fold.Policy.isEligible(state, node.id()));
  }

  /** Defines the cluster without waiting. */
  public void define(long version, List<Vip> vips) {
    ClusterDefinition definition =
        new ClusterDefinition(
            CLUSTER,
            version,
            List.of(new Member(new NodeId("a"), 100), new Member(new NodeId("b"), 50)),
            vips,
            List.of(binding),
            settings.timings(),
            new FailoverPolicy(Optional.empty(), 100, Duration.ofMinutes(10)),
            HookPlan.NONE);
    append(new Fact.Defined(requestId(), "demo", definition));
  }

  /** Appends an operator's request without waiting; returns the request's id. */
  public String request(Operation operation) {
    String id = requestId();
    append(new Fact.Request(id, "demo", operation));
    return id;
  }

  private void append(Fact fact) {
    log()
        .append(CLUSTER, fact)
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private static String requestId() {
    return UUID.randomUUID().toString();
  }

  /** Starts an arbiter again. */
  public void restartArbiter(int index) {
    arbiters.set(index, startArbiter(index));
  }

  private Program startArbiter(int index) {
    Host host = arbiterHosts.get(index);
    List<String> arguments = new ArrayList<>(List.of("arbiter"));
    if (settings.topics().singleBroker()) {
      arguments.add("--single-broker");
    }
    arguments.add("--kafka.bootstrap=" + brokers.bootstrap());
    arguments.add("--kafka.partitions=" + settings.topics().partitions());
    arguments.add("--arbiter.id=" + host.name());
    return Program.start(
        host,
        "dev.baton.compose.Main",
        arguments,
        settings.directory().resolve("arbiter-" + host.name() + ".log"));
  }

  /** Returns how Kafka is reached from the hosts of this LAN. */
  public KafkaLogSettings kafka() {
    return KafkaLogSettings.of(brokers.bootstrap())
        .withTopics(settings.topics())
        .withClientId("demo");
  }

  /** Starts to probe a VIP from the client. */
  public VipProber probe(Vip vip) {
    return VipProber.start(client, vip.inetAddress());
  }

  /** Returns the arbiter's process. */
  public Program arbiter(int index) {
    return arbiters.get(index);
  }

  /** Returns the host of an arbiter. */
  public Host arbiterHost(int index) {
    return arbiterHosts.get(index);
  }

  /** Returns the broker, or the first of several. */
  public BrokerProcess broker() {
    return brokers.broker(1);
  }

  /** Returns the brokers. */
  public TestBrokers brokers() {
    return brokers;
  }

  /** Returns the client's host. */
  public Host client() {
    return client;
  }

  /** Returns the cloud, if there is one. */
  public Optional<CloudSide> cloud() {
    return cloud;
  }

  /** Returns the LAN. */
  public Lan lan() {
    return lan;
  }

  /** Returns a node. */
  public TestNode node(String name) {
    return nodes.stream()
        .filter(node -> node.id().value().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no node " + name));
  }

  /** Returns the log, opened by the client. */
  public EventLog log() {
    return log.orElseThrow();
  }

  /** Returns the observer of the cluster. */
  public Observer observer() {
    return observer.orElseThrow();
  }

  @Override
  public void close() {
    cloud.ifPresent(CloudSide::close);
    observer.ifPresent(Observer::close);
    log.ifPresent(EventLog::close);
    strike();
  }

  /** Ends every process and deletes the LAN at once, without an orderly shutdown. Idempotent. */
  void strike() {
    brokers.close();
    lan.close();
  }
}
