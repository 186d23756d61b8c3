package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A node's agent, as the rest sees it: tells how the service is, and runs the scripts. */
final class AgentProcess extends SimulatedProcess {
  private final NodeId node;
  private final Dice dice;
  private Optional<Producer<FactRecord>> producer = Optional.empty();
  private boolean said;
  private long sequence;
  private long looksAt;
  private long beatsAt;

  AgentProcess(World world, Host host, String name, NodeId node) {
    super(world, host, name);
    this.node = node;
    this.dice = world.dice("agent " + name);
  }

  @Override
  void begin() {
    producer = Optional.of(new Producer<>(world.events, this));
    looksAt = host.now();
    beatsAt = host.now();
    long from = world.commands.end();
    if (world.setup.hooks()) {
      step("read", () -> new TopicReader<>(world.commands, this, from, new Orders()));
    }
  }

  @Override
  void ended() {
    producer.ifPresent(Producer::orphan);
    producer = Optional.empty();
  }

  @Override
  long deadline() {
    return Math.min(looksAt, beatsAt);
  }

  @Override
  void clock() {
    long now = host.now();
    boolean changed = host.serviceUp() != said;
    if (changed || now >= beatsAt) {
      say(changed);
      beatsAt = now + world.setup.healthInterval().toNanos();
    }
    looksAt = now + dice.millis(60, 120);
  }

  private void say(boolean changed) {
    said = host.serviceUp();
    Verdict verdict = said ? Verdict.HEALTHY : Verdict.UNHEALTHY;
    Health health = new Health(node, sequence++, verdict, List.of(), changed);
    if (world.setup.port() && verdict == Verdict.UNHEALTHY) {
      keeper().ifPresent(beside -> tell(beside, health));
    }
    append(health);
  }

  /** At once or late: before the log has the report, or when the service is well again. */
  private void tell(KeeperProcess beside, Health health) {
    world.scheduler.after(dice.millis(0, dice.percent(80) ? 2 : 1_000), () -> beside.hear(health));
  }

  private void append(Fact fact) {
    Optional<KeeperProcess> beside = world.setup.together() ? keeper() : Optional.empty();
    if (beside.isPresent()) {
      beside.orElseThrow().appendForAgent(fact);
      return;
    }
    producer.orElseThrow().submit(Placing.of(Optional.of(World.CLUSTER), fact), Answer.NONE);
  }

  /** The keeper of the same process, or beside it. */
  private Optional<KeeperProcess> keeper() {
    return world.keepers().stream()
        .filter(each -> each.host == host && each.isUp() && each.runs())
        .findFirst();
  }

  private void runScript(Epoch epoch, Hook hook, Duration timeout) {
    int since = life();
    boolean fails = !world.healed() && dice.percent(15);
    long took = fails ? timeout.toNanos() : dice.millis(2, 60);
    world.scheduler.after(
        took,
        () ->
            post(
                since,
                () ->
                    append(
                        new HookFinished(
                            epoch,
                            node,
                            hook,
                            fails ? Optional.empty() : Optional.of(0),
                            "",
                            Duration.ofNanos(took)))));
  }

  /** Runs what concerns this node. */
  private final class Orders implements TopicReader.Sink<CommandRecord> {
    private Source last = Source.NONE;

    @Override
    public void read(long offset, int leaderEpoch, CommandRecord order) {
      if (order.command() instanceof Command.Tick || !order.source().isAfter(last)) {
        return;
      }
      last = order.source();
      if (order.command() instanceof Command.Demote demote && demote.node().equals(node)) {
        runScript(demote.epoch(), Hook.DEMOTE, demote.timeout());
      }
      if (order.command() instanceof Command.Promote promote && promote.node().equals(node)) {
        runScript(promote.epoch(), Hook.PROMOTE, promote.timeout());
      }
    }

    @Override
    public void truncated(long offset, long readUpTo) {
      world.trace.say(name, "truncated", Topic.COMMANDS);
    }
  }
}
