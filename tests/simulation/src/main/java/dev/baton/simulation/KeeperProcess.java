package dev.baton.simulation;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.lease.core.KeeperIdentity;
import dev.baton.lease.core.KeeperStart;
import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.lease.core.SessionKeeper;
import dev.baton.lease.shell.KeeperService;
import dev.baton.log.RetryingAppender;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A node's keeper: the production core in a shell that does what the production shell does, but
 * carries out each effect as a step of its own.
 */
final class KeeperProcess extends SimulatedProcess {
  private static final long LONGEST_WAIT = 250_000_000L;
  private static final long ASK_AGAIN = 200_000_000L;
  private static final long FLUSH = 3_000_000_000L;

  private final NodeId node;
  private final InstallId install;
  private Optional<SessionKeeper> core = Optional.empty();
  private Optional<Producer<FactRecord>> producer = Optional.empty();
  private Optional<RetryingAppender> facts = Optional.empty();
  private Optional<Long> leavesBy = Optional.empty();
  private final Map<NodeId, SessionId> peers = new TreeMap<>();
  private final Set<SessionId> over = new TreeSet<>();
  private long looksAt;

  KeeperProcess(World world, Host host, String name, NodeId node, InstallId install) {
    super(world, host, name);
    this.node = node;
    this.install = install;
  }

  NodeId node() {
    return node;
  }

  /** Whether it holds, as far as it knows. */
  boolean holds() {
    return core.filter(keeper -> keeper.status(host.now()).holding().isPresent()).isPresent();
  }

  /** Whether it has read that epoch, or a later one. */
  boolean hasSeen(Epoch epoch) {
    return core.filter(keeper -> !epoch.isAfter(keeper.status(host.now()).highestSeen()))
        .isPresent();
  }

  @Override
  void begin() {
    if (!host.tryLock(this)) {
      world.trace.say(name, "is refused", "another keeper of the cluster runs on this host");
      exit();
      return;
    }
    Producer<FactRecord> toEvents = new Producer<>(world.events, this);
    producer = Optional.of(toEvents);
    facts = Optional.of(new RetryingAppender(new LogAppends(toEvents), KeeperService.MOST_FACTS));
    looksAt = host.now();
    step("flush", () -> host.gate().guard(host.gate().guarded()));
    step("load", this::load);
  }

  @Override
  void ended() {
    producer.ifPresent(Producer::orphan);
    producer = Optional.empty();
    facts = Optional.empty();
    core = Optional.empty();
    peers.clear();
    over.clear();
    leavesBy = Optional.empty();
  }

  private void load() {
    int since = life();
    if (!world.store.answers(this)) {
      world.scheduler.after(ASK_AGAIN, () -> post(since, this::load));
      return;
    }
    List<Snapshot> snapshots = world.store.latest();
    Optional<Snapshot> snapshot = snapshots.stream().findFirst();
    SessionKeeper keeper = create(snapshot);
    core = Optional.of(keeper);
    snapshot
        .flatMap(each -> each.state().definitions().latest())
        .ifPresent(definition -> carryOut(keeper.onDefinition(definition, host.now())));
    long from = snapshot.map(Snapshot::commandsUpTo).orElse(0L);
    step("read", () -> new TopicReader<>(world.commands, this, from, new Orders()));
  }

  /** The agent says something by the client that both share, and so before what follows from it. */
  void appendForAgent(Fact fact) {
    producer.orElseThrow().submit(Placing.of(Optional.of(World.CLUSTER), fact), Answer.NONE);
    if (fact instanceof Health health && health.verdict() == Verdict.UNHEALTHY) {
      post(life(), () -> core.ifPresent(keeper -> answered(keeper.onServiceDown(host.now()))));
    }
  }

  /**
   * The agent beside it says that the service is dead; written once more if it lets go for that.
   */
  void hear(Health dead) {
    if (isUp()) {
      post(life(), () -> core.ifPresent(keeper -> heard(keeper, dead)));
    }
  }

  private void heard(SessionKeeper keeper, Health dead) {
    if (keeper.status(host.now()).awaited()) {
      producer.orElseThrow().submit(Placing.of(Optional.of(World.CLUSTER), dead), Answer.NONE);
    }
    answered(keeper.onServiceDown(host.now()));
  }

  /** Another keeper says that it has let go of an epoch for good. */
  void hear(Epoch letGo, long generation) {
    if (isUp()) {
      post(
          life(),
          () -> core.ifPresent(keeper -> answered(keeper.onWord(letGo, generation, host.now()))));
    }
  }

  /** The session by which the others know it from the log. */
  Optional<SessionId> knownAs() {
    return core.flatMap(keeper -> keeper.status(host.now()).knownAs());
  }

  /** In which session another is, as far as it has read. */
  Optional<SessionId> knows(KeeperProcess other) {
    return Optional.ofNullable(peers.get(other.node()));
  }

  /** A holder asks, in these sessions; refused if the log has said since that one is over. */
  void asked(KeeperProcess from, SessionId as, SessionId to, Question question) {
    boolean fresh = as.equals(peers.get(from.node()));
    if (knownAs().equals(Optional.of(to)) && fresh) {
      listen(from, as, keeper -> keeper.onAsked(from.node(), question, host.now()));
    } else if (isUp() && over.contains(fresh ? to : as)) {
      world.channel.refuse(this, to, from, question);
    }
  }

  /** A member answers. */
  void answered(KeeperProcess from, SessionId as, Reply reply) {
    listen(from, as, keeper -> keeper.onPromised(from.node(), reply, host.now()));
  }

  private void listen(
      KeeperProcess from, SessionId as, Function<SessionKeeper, List<KeeperEffect>> what) {
    if (isUp() && knownAs().isPresent() && as.equals(peers.get(from.node()))) {
      post(life(), () -> core.ifPresent(keeper -> answered(what.apply(keeper))));
    }
  }

  private SessionKeeper create(Optional<Snapshot> snapshot) {
    KeeperIdentity identity =
        new KeeperIdentity(
            World.CLUSTER, node, install, Enforcement.NFTABLES, host.gate().minimumLease());
    KeeperStart start =
        KeeperStart.after(snapshot, node, host.note(), world.setup.silenceTimeout())
            .introducing(0); // What a minute of full keepalives would hide is to be seen here.
    return new SessionKeeper(identity, world::drawSession, start, host.now());
  }

  /** Lets go, says so, and leaves. */
  void leave() {
    if (isUp() && leavesBy.isEmpty()) {
      post(
          life(),
          () -> {
            leavesBy = Optional.of(host.now() + FLUSH);
            core.ifPresent(keeper -> carryOut(keeper.leave("stopped")));
          });
    }
  }

  @Override
  long deadline() {
    long now = host.now();
    if (leavesBy.isPresent() && (core.isEmpty() || hasSaidAll())) {
      return now;
    }
    long next = Math.min(looksAt, leavesBy.orElse(Long.MAX_VALUE));
    return core.map(keeper -> Math.min(next, keeper.deadline(now))).orElse(next);
  }

  private boolean hasSaidAll() {
    return facts.filter(waiting -> !waiting.isEmpty()).isEmpty();
  }

  @Override
  void clock() {
    looksAt = host.now() + LONGEST_WAIT;
    boolean done =
        leavesBy.filter(by -> core.isEmpty() || hasSaidAll() || by <= host.now()).isPresent();
    if (done) {
      host.gate().close();
      world.trace.say(name, "has left", "");
      exit();
      if (world.healed()) {
        world.scheduler.after(LONGEST_WAIT, this::start);
      }
      return;
    }
    core.ifPresent(keeper -> carryOut(keeper.onClock(host.now())));
    facts.ifPresent(RetryingAppender::retry);
  }

  private void append(Fact fact) {
    facts.orElseThrow().append(World.CLUSTER, fact);
  }

  private void carryOut(List<KeeperEffect> effects) {
    Hands hands = new Hands();
    effects.forEach(effect -> step(effect.getClass().getSimpleName(), () -> effect.match(hands)));
  }

  private void answered(List<KeeperEffect> effects) {
    carryOut(effects);
    facts.ifPresent(RetryingAppender::retry);
  }

  /** What is read from the commands topic. */
  private final class Orders implements TopicReader.Sink<CommandRecord> {
    @Override
    public void read(long offset, int leaderEpoch, CommandRecord order) {
      core.ifPresent(keeper -> answered(keeper.onOrder(order, host.now())));
    }

    @Override
    public void truncated(long offset, long readUpTo) {
      world.trace.say(name, "truncated", "commands at " + offset + ", read up to " + readUpTo);
    }
  }

  /** How a keepalive ended. */
  private final class Fate implements Answer {
    private final SessionId session;
    private final long sequence;

    Fate(Fact.Keepalive keepalive) {
      session = keepalive.session();
      sequence = keepalive.sequence();
    }

    @Override
    public void acknowledged(long offset) {
      core.ifPresent(
          keeper ->
              answered(keeper.onAcknowledged(session, sequence, new Position(offset), host.now())));
    }

    @Override
    public void givenUp() {
      core.ifPresent(keeper -> answered(keeper.onSendFailed(session, sequence, host.now())));
    }
  }

  /** Carries out one effect. */
  private final class Hands implements KeeperEffect.Cases<Boolean> {
    @Override
    public Boolean remember(KeeperEffect.Remember effect) {
      host.remember(effect.sessions());
      return true;
    }

    @Override
    public Boolean guard(KeeperEffect.Guard effect) {
      host.gate().guard(effect.vips().stream().map(vip -> vip.inetAddress()).toList());
      return true;
    }

    @Override
    public Boolean arm(KeeperEffect.Arm effect) {
      host.gate().arm(effect.slot(), effect.lease());
      return true;
    }

    @Override
    public Boolean send(KeeperEffect.Send effect) {
      producer
          .orElseThrow()
          .submit(
              Placing.of(Optional.of(World.CLUSTER), effect.keepalive()),
              new Fate(effect.keepalive()));
      return true;
    }

    @Override
    public Boolean acknowledge(KeeperEffect.Acknowledge effect) {
      host.gate().acknowledge(effect.slot());
      return true;
    }

    @Override
    public Boolean putAddresses(KeeperEffect.PutAddresses effect) {
      if (!host.addressesRefused()) {
        return true;
      }
      dropSteps();
      carryOut(core.orElseThrow().onFailed(effect.epoch(), "no room", host.now()));
      return false;
    }

    @Override
    public Boolean openGate(KeeperEffect.OpenGate effect) {
      world.trace.say(name, "opens", effect);
      host.gate().open(effect.epoch().value(), effect.session().value());
      world.watch.opened(KeeperProcess.this, effect);
      return true;
    }

    @Override
    public Boolean announce(KeeperEffect.Announce effect) {
      Duration took = Duration.ofNanos(Math.max(0, host.now() - effect.orderedAt()));
      KeeperProcess.this.append(
          new Fact.Acquired(
              effect.epoch(), node, effect.session(), took, Optional.of(effect.by())));
      return true;
    }

    @Override
    public Boolean shutGate(KeeperEffect.ShutGate effect) {
      world.trace.say(name, "shuts", "");
      host.gate().shut();
      return true;
    }

    @Override
    public Boolean removeAddresses(KeeperEffect.RemoveAddresses effect) {
      return true;
    }

    @Override
    public Boolean resetConnections(KeeperEffect.ResetConnections effect) {
      return true;
    }

    @Override
    public Boolean meet(KeeperEffect.Meet effect) {
      over.addAll(peers.values());
      peers.clear();
      effect.members().forEach(peer -> peers.put(peer.node(), peer.session()));
      over.removeAll(peers.values());
      return true;
    }

    @Override
    public Boolean tell(KeeperEffect.Tell effect) {
      world.channel.say(KeeperProcess.this, effect.epoch(), effect.generation());
      return true;
    }

    @Override
    public Boolean ask(KeeperEffect.Ask effect) {
      world.channel.ask(KeeperProcess.this, effect.question());
      return true;
    }

    @Override
    public Boolean promise(KeeperEffect.Promise effect) {
      world.trace.say(name, "answers", effect);
      world.channel.answer(KeeperProcess.this, effect.to(), effect.reply());
      return true;
    }

    @Override
    public Boolean append(KeeperEffect.Append effect) {
      KeeperProcess.this.append(effect.fact());
      return true;
    }
  }
}
