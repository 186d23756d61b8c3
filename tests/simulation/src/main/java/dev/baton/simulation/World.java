package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import dev.baton.model.InstallId;
import dev.baton.model.SessionId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.ClusterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything there is in one run. */
final class World {
  static final ClusterId CLUSTER = new ClusterId("c1");
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;

  final Setup setup;
  final Scheduler scheduler = new Scheduler();
  final Trace trace = new Trace(scheduler);
  final Network network;
  final SimulatedTopic<FactRecord> events;
  final SimulatedTopic<CommandRecord> commands;
  final SnapshotStore store = new SnapshotStore();
  final Watch watch;
  final Drafter drafter;
  final Channel channel;
  private final ClusterDefinition first;
  private final long seed;
  private final List<Host> nodeHosts = new ArrayList<>();
  private final List<KeeperProcess> keepers = new ArrayList<>();
  private final List<AgentProcess> agents = new ArrayList<>();
  private final List<ArbiterProcess> arbiters = new ArrayList<>();
  private final Operator operator;
  private final Host spare;
  private final List<Host> gateHosts;
  private boolean cloned;
  private int sessions;
  private boolean healed;

  World(long seed, Setup setup) {
    this.seed = seed;
    this.setup = setup;
    network = new Network(dice("network"), setup.giveUpAfter());
    drafter = new Drafter(setup, dice("definitions"));
    first = drafter.first();
    watch = new Watch(this);
    channel = new Channel(this, setup.heardPercent());
    events = new SimulatedTopic<>(this, Topic.EVENTS, watch::appended);
    commands = new SimulatedTopic<>(this, Topic.COMMANDS, watch::ordered);
    for (int index = 0; index < setup.nodes(); index++) {
      Host host = host("host-" + index);
      nodeHosts.add(host);
      agents.add(new AgentProcess(this, host, "agent-" + index, Drafter.node(index)));
      keepers.add(keeper(host, index, "install-" + index));
    }
    spare = host("spare");
    for (int index = 0; index < setup.arbiters(); index++) {
      arbiters.add(new ArbiterProcess(this, host("desk-" + index), "arbiter-" + index));
    }
    operator = new Operator(this, host("office"));
    gateHosts = Stream.concat(nodeHosts.stream(), Stream.of(spare)).toList();
  }

  private Host host(String name) {
    Dice dice = dice("clock of " + name);
    int extreme = dice.percent(50) ? setup.spreadPpm() : -setup.spreadPpm();
    int rate = dice.percent(60) ? extreme : dice.between(-setup.spreadPpm(), setup.spreadPpm());
    return new Host(name, scheduler, dice, rate, dice.micros(0, DAY / 1_000));
  }

  KeeperProcess keeper(Host host, int node, String install) {
    String name = "keeper-" + node + (host == spare ? "-twin" : "");
    return new KeeperProcess(this, host, name, Drafter.node(node), new InstallId(install));
  }

  Dice dice(String concern) {
    return new Dice(seed, concern);
  }

  /** The broker's clock. */
  Instant now() {
    return BEGINNING.plusNanos(scheduler.now() / 1_000_000 * 1_000_000);
  }

  SessionId drawSession() {
    return new SessionId("s" + sessions++);
  }

  /** Starts everything, within a moment. */
  void begin() {
    Dice dice = dice("boot");
    operator.start();
    operator.define(first);
    Stream.of(arbiters, agents, keepers)
        .flatMap(List::stream)
        .forEach(process -> scheduler.after(dice.millis(0, 300), process::start));
  }

  /** A copy of a node comes up on the spare host. */
  void cloneNode(int node, boolean sameInstall) {
    if (!cloned) {
      cloned = true;
      KeeperProcess twin = keeper(spare, node, sameInstall ? "install-" + node : "install-twin");
      keepers.add(twin);
      twin.start();
    }
  }

  /** The faults are over: everything is repaired, and the operators lift what they ordered. */
  void heal() {
    healed = true;
    trace.say("world", "heals", "");
    everything()
        .forEach(
            process -> {
              process.healLinks();
              process.unhaltForGood();
              process.start();
            });
    for (int node = 0; node < nodeHosts.size(); node++) {
      operator.request(new Operation.Resume(Drafter.node(node)));
    }
    operator.request(new Operation.Maintenance(false));
    for (int second = 0; second < 4; second++) {
      // Again, for a script that began before may still fail, and then waits for a person.
      scheduler.after(second * SECOND, this::lookAfterIt);
    }
  }

  /** What is left to people. */
  private void lookAfterIt() {
    operator.request(new Operation.LiftQuarantine());
    operator.request(new Operation.Acknowledge());
    defineAgain();
  }

  /**
   * Its author gives the first definition again where there is none: it was undefined, or lost in
   * both topics before any snapshot. Status says so, and which version is the next.
   */
  void defineAgain() {
    arbiters.stream()
        .filter(ArbiterProcess::leads)
        .map(arbiter -> arbiter.model().clusters().get(CLUSTER))
        .map(state -> state.orElseGet(() -> ClusterState.empty(CLUSTER)))
        .filter(state -> state.definitions().latest().isEmpty())
        .findFirst()
        .map(state -> Drafter.version(first, state.nextVersion(first.members())))
        .ifPresent(operator::define);
  }

  boolean healed() {
    return healed;
  }

  Stream<SimulatedProcess> everything() {
    return Stream.of(keepers, agents, arbiters).flatMap(List::stream);
  }

  List<KeeperProcess> keepers() {
    return keepers;
  }

  /** The hosts that may have a gate: every node's, and that of a clone. */
  List<Host> gateHosts() {
    return gateHosts;
  }

  /** Somebody starts a second keeper beside the one of a node. */
  void startSecondKeeper(int node) {
    KeeperProcess second =
        new KeeperProcess(
            this,
            nodeHosts.get(node),
            "keeper-" + node + "-too",
            Drafter.node(node),
            new InstallId("install-" + node));
    second.start();
    if (second.isUp()) {
      keepers.add(second);
    }
  }

  List<AgentProcess> agents() {
    return agents;
  }

  List<ArbiterProcess> arbiters() {
    return arbiters;
  }

  List<Host> nodeHosts() {
    return nodeHosts;
  }

  Operator operator() {
    return operator;
  }

  Optional<KeeperProcess> holder() {
    return keepers.stream()
        .filter(keeper -> keeper.host.gate().isOpen() || keeper.holds())
        .findFirst();
  }

  /** Appends a fact of the partition, as an operator's tool does. */
  void appendToPartition(Fact fact) {
    operator.appendToPartition(fact);
  }
}
