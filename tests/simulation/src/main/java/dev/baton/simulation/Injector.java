package dev.baton.simulation;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.log.Topic;
import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.FoldVersion;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import java.util.List;
import java.util.Optional;

/** Makes a plan's faults happen. */
final class Injector {
  private static final int TRAP_STEPS = 12;

  /** Steps of keepers and arbiters right before which a pause may do harm. */
  private static final List<String> STEPS =
      List.of(
          "Remember",
          "Guard",
          "Arm",
          "Send",
          "Acknowledge",
          "PutAddresses",
          "OpenGate",
          "Announce",
          "ShutGate",
          "Append",
          "Assign",
          "Release",
          "AppendFact");

  private final World world;

  Injector(World world) {
    this.world = world;
  }

  void plan(List<Fault> faults) {
    faults.forEach(fault -> world.scheduler.at(fault.at(), () -> happen(fault)));
  }

  /** Lets a fault happen now. */
  void happen(Fault fault) {
    world.trace.record("plan", "fault", fault.toString());
    switch (fault.kind()) {
      case PAUSE_KEEPER -> pause(keeper(fault), fault, true);
      case KILL_KEEPER -> kill(keeper(fault), fault);
      case STOP_KEEPER -> stop(fault);
      case SECOND_KEEPER -> world.startSecondKeeper(node(fault));
      case CUT_KEEPER -> cut(keeper(fault), fault);
      case STRAY_KEEPER -> stray(keeper(fault), fault);
      case LAG_KEEPER -> lag(keeper(fault), fault);
      case REFUSE_ADDRESSES -> refuse(fault);
      case POWER_LOSS -> powerLoss(fault);
      case FREEZE_HOST -> freeze(fault);
      case CLONE -> world.cloneNode(node(fault), fault.detail() % 2 == 0);
      case SERVICE_DOWN -> serviceDown(fault);
      case PAUSE_AGENT -> pause(world.agents().get(node(fault)), fault, false);
      case KILL_AGENT -> kill(world.agents().get(node(fault)), fault);
      case PAUSE_ARBITER -> pause(arbiter(fault), fault, true);
      case KILL_ARBITER -> kill(arbiter(fault), fault);
      case CUT_ARBITER -> cut(arbiter(fault), fault);
      case STRAY_ARBITER -> stray(arbiter(fault), fault);
      case LAG_ARBITER -> lag(arbiter(fault), fault);
      case OUTAGE -> outage(topic(fault), fault.lasting());
      case AWAY -> away(fault.lasting());
      case ELECTION -> election(fault);
      case SLOW -> slow(fault);
      case LOSS -> loss(fault);
      case SWITCHOVER -> switchover(fault);
      case MAINTENANCE -> maintenance(fault);
      case STANDBY -> standby(fault);
      case ACKNOWLEDGE -> world.operator().request(new Operation.Acknowledge());
      case REBIND -> world.operator().request(new Operation.Rebind(name(fault)));
      case DEFINE -> define(fault);
      case FOLD_VERSION -> world.appendToPartition(new FoldVersion(Setup.LATER_RULES));
      case BREAK_FOLD -> breakFold(fault);
      case OUTSIDER -> world.operator().say(Outsider.keepalive(fault.detail()));
    }
  }

  private KeeperProcess keeper(Fault fault) {
    return fault.target() == Fault.WHOEVER_HOLDS
        ? world.holder().orElseGet(() -> world.keepers().get(fault.detail() % world.setup.nodes()))
        : world.keepers().get(fault.target() % world.setup.nodes());
  }

  private int node(Fault fault) {
    NodeId wanted = keeper(fault).node();
    for (int index = 0; index < world.setup.nodes(); index++) {
      if (Drafter.node(index).equals(wanted)) {
        return index;
      }
    }
    return 0;
  }

  private NodeId name(Fault fault) {
    return Drafter.node(node(fault));
  }

  private Host host(Fault fault) {
    return world.nodeHosts().get(node(fault));
  }

  private ArbiterProcess arbiter(Fault fault) {
    List<ArbiterProcess> all = world.arbiters();
    int index = Math.max(0, fault.target()) + (fault.target() < 0 ? fault.detail() : 0);
    return all.stream()
        .filter(each -> fault.target() == Fault.WHOEVER_HOLDS && each.leads())
        .findFirst()
        .orElseGet(() -> all.get(index % all.size()));
  }

  private static Topic topic(Fault fault) {
    return fault.detail() % 2 == 0 ? Topic.EVENTS : Topic.COMMANDS;
  }

  /** Ends what was begun, at the latest when everything is repaired. */
  private void later(long lasting, Runnable end) {
    long until = Math.min(world.scheduler.now() + lasting, Plan.HEAL - 1);
    world.scheduler.at(until, end);
  }

  private void pause(SimulatedProcess process, Fault fault, boolean inMidStep) {
    Runnable pause =
        () -> {
          if (!world.healed()) {
            process.halt();
            later(fault.lasting(), process::unhalt);
          }
        };
    if (inMidStep && fault.detail() % 3 == 0) {
      process.ambush(STEPS.get(fault.detail() / 3 % STEPS.size()), pause);
    } else {
      process.trap(inMidStep ? fault.detail() % TRAP_STEPS : 0, pause);
    }
  }

  private void kill(SimulatedProcess process, Fault fault) {
    process.trap(
        fault.detail() % TRAP_STEPS,
        () -> {
          if (!world.healed()) {
            process.crash();
            later(fault.lasting(), process::start);
          }
        });
  }

  private void stop(Fault fault) {
    KeeperProcess keeper = keeper(fault);
    keeper.leave();
    later(fault.lasting(), keeper::start);
  }

  private void cut(SimulatedProcess process, Fault fault) {
    int which = fault.detail() % 16 == 0 ? 15 : fault.detail() % 16;
    for (Topic topic : List.of(Topic.EVENTS, Topic.COMMANDS, Topic.STATE)) {
      int bits = topic == Topic.EVENTS ? which : which >> 2;
      Link link = process.link(topic);
      link.cutOutward(bits & 1);
      link.cutInward(bits >> 1 & 1);
      later(
          fault.lasting(),
          () -> {
            link.cutOutward(-(bits & 1));
            link.cutInward(-(bits >> 1 & 1));
          });
    }
  }

  private void stray(SimulatedProcess process, Fault fault) {
    Topic topic = topic(fault);
    Link link = process.link(topic);
    link.followZombie(topic == Topic.EVENTS ? world.events.end() : world.commands.end());
    later(fault.lasting(), link::leaveZombie);
  }

  private void lag(SimulatedProcess process, Fault fault) {
    long nanos = (fault.detail() + 1) * 4_000_000L;
    for (Topic topic : Topic.values()) {
      process.link(topic).lag(nanos);
      later(fault.lasting(), () -> process.link(topic).lag(0));
    }
  }

  private void refuse(Fault fault) {
    Host host = host(fault);
    host.refuseAddresses(true);
    later(fault.lasting(), () -> host.refuseAddresses(false));
  }

  private void powerLoss(Fault fault) {
    int node = node(fault);
    Host host = world.nodeHosts().get(node);
    host.losePower();
    later(
        fault.lasting(),
        () -> {
          world.agents().get(node).start();
          world.keepers().get(node).start();
        });
  }

  private void freeze(Fault fault) {
    Host host = keeper(fault).host;
    host.freeze();
    later(fault.lasting(), host::thaw);
  }

  private void serviceDown(Fault fault) {
    Host host = host(fault);
    host.setService(false);
    later(fault.lasting(), () -> host.setService(true));
  }

  private void outage(Topic topic, long lasting) {
    SimulatedTopic<?> of = topic == Topic.EVENTS ? world.events : world.commands;
    of.beginOutage();
    later(lasting, of::endOutage);
  }

  /** No broker answers for that long. */
  void away(long lasting) {
    outage(Topic.EVENTS, lasting);
    outage(Topic.COMMANDS, lasting);
  }

  private void election(Fault fault) {
    SimulatedTopic<?> of = topic(fault) == Topic.EVENTS ? world.events : world.commands;
    of.elect();
    outage(topic(fault), Math.min(fault.lasting(), 900_000_000L));
  }

  private void slow(Fault fault) {
    world.network.slow(1);
    later(fault.lasting(), () -> world.network.slow(-1));
  }

  private void loss(Fault fault) {
    int detail = fault.detail();
    int events = 1 << detail % 5;
    int commands = (1 << detail / 5 % 4) / 2;
    lose(Math.min(fault.lasting(), 1_500_000_000L), events, commands, detail / 20 % 4 / 2);
  }

  /** All brokers are away, and come back with so many records less. */
  void lose(long away, int events, int commands, int commits) {
    world.events.beginOutage();
    world.commands.beginOutage();
    later(
        away,
        () -> {
          world.trace.say("world", "loses", events + " events, " + commands + " commands");
          world.events.lose(events);
          world.watch.reference().rewind(world.events.end());
          world.commands.lose(commands);
          world.store.lose(commits);
          world.events.endOutage();
          world.commands.endOutage();
        });
  }

  private void switchover(Fault fault) {
    Optional<NodeId> target = fault.detail() % 2 == 0 ? Optional.of(name(fault)) : Optional.empty();
    world.operator().request(new Operation.Switchover(target));
  }

  /** By the last version of the rules no switchover to a node can be folded. */
  private void breakFold(Fault fault) {
    world.appendToPartition(new FoldVersion(Setup.BREAKING_RULES));
    world.operator().request(new Operation.Switchover(Optional.of(name(fault))));
    later(fault.lasting(), () -> world.operator().request(new Operation.LiftQuarantine()));
  }

  private void maintenance(Fault fault) {
    world.operator().request(new Operation.Maintenance(true));
    later(fault.lasting(), () -> world.operator().request(new Operation.Maintenance(false)));
  }

  private void standby(Fault fault) {
    NodeId node = name(fault);
    world.operator().request(new Operation.Standby(node));
    later(fault.lasting(), () -> world.operator().request(new Operation.Resume(node)));
  }

  /** Where a change is under way, it is aborted or overridden. */
  private void define(Fault fault) {
    Definitions now = definitions();
    if (fault.detail() % 16 == 0) {
      world.operator().request(new Operation.Undefine());
      later(fault.lasting(), world::defineAgain);
    } else if (now.pending().isPresent() && fault.detail() % 2 == 0) {
      ClusterDefinition before = now.effective().orElseThrow();
      world.operator().override(Drafter.version(before, now.latestVersion() + 1));
    } else {
      Optional<ClusterDefinition> next = now.latest().map(world.drafter::next);
      next.ifPresent(
          drafted -> {
            if (now.pending().isPresent() || fault.detail() % 8 == 1) {
              world.operator().override(drafted);
            } else {
              world.operator().define(drafted);
            }
          });
    }
  }

  private Definitions definitions() {
    PartitionModel model = world.watch.reference().model();
    return model
        .clusters()
        .get(World.CLUSTER)
        .map(ClusterState::definitions)
        .orElse(Definitions.NONE);
  }
}
