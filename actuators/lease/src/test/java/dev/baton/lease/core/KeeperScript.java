package dev.baton.lease.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.GatePorts;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.ReleaseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Drives a keeper in milliseconds and prints what it wants done, one word an effect: a script of
 * calls that reads like the protocol. Lease 500 ms, of which a keepalive is good for 484; one each
 * 100 ms; deaf after 2 s.
 */
final class KeeperScript {
  static final ClusterId CLUSTER = new ClusterId("db");
  static final NodeId NODE = new NodeId("a");
  static final Vip VIP = new Vip("10.20.0.10");

  /** It started so long ago that nothing binds it which an earlier process promised. */
  private static final long STARTED_MS = 5_000;

  private final SessionKeeper keeper;
  private final KeeperWords printed = new KeeperWords();
  private int drawn;
  private long position;
  private long sources = 100;

  KeeperScript() {
    this(List.of(), Epoch.NONE);
  }

  KeeperScript(List<SessionId> ended, Epoch epoch) {
    this(ended, epoch, Enforcement.NFTABLES);
  }

  private KeeperScript(List<SessionId> ended, Epoch epoch, Enforcement enforcement) {
    this.keeper =
        new SessionKeeper(
            new KeeperIdentity(
                CLUSTER, NODE, new InstallId("i"), enforcement, Duration.ofMillis(100)),
            () -> new SessionId("s" + ++drawn),
            new KeeperStart(ended, epoch, Source.NONE, Duration.ofSeconds(2)),
            nanos(-STARTED_MS));
    tick(0, 0);
  }

  static ClusterDefinition definition(long version, Vip... vips) {
    return definition(version, new Binding("arp", new TreeMap<>()), vips);
  }

  private static ClusterDefinition definition(long version, Binding binding, Vip... vips) {
    return definition(version, FailoverPolicy.DEFAULT, binding, vips);
  }

  private static ClusterDefinition definition(
      long version, FailoverPolicy policy, Binding binding, Vip... vips) {
    return new ClusterDefinition(
        CLUSTER,
        version,
        List.of(new Member(NODE, 100), new Member(new NodeId("b"), 50)),
        List.of(vips),
        List.of(binding),
        Timings.DEFAULT,
        policy,
        HookPlan.NONE);
  }

  /** A keeper whose first session lives: defined at 0 ms, acknowledged at 1 ms. */
  static KeeperScript live() {
    return live(Enforcement.NFTABLES);
  }

  private static KeeperScript live(Enforcement enforcement) {
    KeeperScript script = new KeeperScript(List.of(), Epoch.NONE, enforcement);
    script.defined(0);
    script.clock(0);
    script.acked(1);
    script.order(1, new Source(0, new Position(5), 0), peers("s1", "b1"));
    return script;
  }

  /** A keeper that holds epoch 1 since 2 ms. */
  static KeeperScript holder() {
    return holder(Enforcement.NFTABLES);
  }

  /** The same, with a gate of some kind. */
  static KeeperScript holder(Enforcement enforcement) {
    KeeperScript script = live(enforcement);
    script.assign(2, 1, "s1");
    return script;
  }

  String defined(long ms) {
    return words(keeper.onDefinition(definition(1, VIP), nanos(ms)));
  }

  String define(long ms, long version, Vip... vips) {
    return order(ms, new Command.Define(definition(version, vips)));
  }

  String definePorts(long ms, long version, String gatePorts) {
    Binding binding = new Binding("aws-eip", new TreeMap<>(Map.of(GatePorts.KEY, gatePorts)));
    return order(ms, new Command.Define(definition(version, binding, VIP)));
  }

  /** A definition by which a holder keeps the VIPs in silence. */
  String defineKeeping(long ms, long version) {
    Binding arp = new Binding("arp", new TreeMap<>());
    FailoverPolicy keeping = FailoverPolicy.DEFAULT.keeping();
    return order(ms, new Command.Define(definition(version, keeping, arp, VIP)));
  }

  String undefine(long ms, long version) {
    return order(ms, new Command.Undefine(version));
  }

  String clock(long ms) {
    return words(keeper.onClock(nanos(ms)));
  }

  /** The keepalive sent last is acknowledged. */
  String acked(long ms) {
    Fact.Keepalive keepalive = printed.sent.orElseThrow();
    return acked(ms, keepalive);
  }

  String acked(long ms, Fact.Keepalive keepalive) {
    return words(
        keeper.onAcknowledged(
            keepalive.session(), keepalive.sequence(), new Position(position++), nanos(ms)));
  }

  String givenUp(long ms) {
    Fact.Keepalive keepalive = printed.sent.orElseThrow();
    return words(keeper.onSendFailed(keepalive.session(), keepalive.sequence(), nanos(ms)));
  }

  String assign(long ms, long epoch, String session) {
    NodeId node = session.startsWith("s") ? NODE : new NodeId("b");
    Optional<SessionId> own = Optional.of(new SessionId(session));
    if (session.startsWith("s") && !status(ms).knownAs().equals(own)) {
      String unused = peers(ms, session, "b1");
    }
    return assign(ms, new Epoch(epoch), node, session, Command.Ending.RELEASED);
  }

  private String assign(long ms, Epoch epoch, NodeId node, String session, Command.Ending ending) {
    boolean carried = ending == Command.Ending.CARRIED;
    Epoch predecessor = carried ? epoch : new Epoch(epoch.value() - 1);
    return order(ms, new Command.Assign(epoch, node, new SessionId(session), ending, predecessor));
  }

  /** The log says that this node has that session, and the other one has another, or none. */
  String peers(long ms, String own, String other) {
    return order(ms, peers(own, other));
  }

  private static Command peers(String own, String other) {
    List<Command.Peer> members = new ArrayList<>();
    members.add(new Command.Peer(NODE, new SessionId(own), List.of()));
    if (!other.isEmpty()) {
      members.add(new Command.Peer(new NodeId("b"), new SessionId(other), List.of()));
    }
    return new Command.Peers(members);
  }

  /** The epoch is another session's of this keeper from now on. */
  String carry(long ms, long epoch, String session) {
    return assign(ms, new Epoch(epoch), NODE, session, Command.Ending.CARRIED);
  }

  /** An epoch is assigned to this keeper because the session before it expired. */
  String takeOver(long ms, long epoch, String session) {
    return assign(ms, new Epoch(epoch), NODE, session, Command.Ending.EXPIRED);
  }

  /** The other member asks for a promise. */
  String asked(long ms, long epoch, long definition) {
    return words(
        keeper.onAsked(
            new NodeId("b"), new Question(new Epoch(epoch), 0, definition, 7), nanos(ms)));
  }

  /** The other member promises, or does not. */
  String promised(long ms, boolean given) {
    return promised(ms, given, false);
  }

  /** The same, and Kafka answers that member, or does not. */
  String promised(long ms, boolean given, boolean served) {
    Question question = printed.asked.orElseThrow();
    return promised(ms, new Reply(question.epoch(), 0, question.nonce(), given, served));
  }

  String promised(long ms, Reply reply) {
    return words(keeper.onPromised(new NodeId("b"), reply, nanos(ms)));
  }

  Question lastAsked() {
    return printed.asked.orElseThrow();
  }

  /** Prints what belongs to promises as well. */
  KeeperScript showingHoldover() {
    printed.showsHoldover = true;
    return this;
  }

  String release(long ms, long epoch, String session) {
    return order(ms, new Command.Release(new Epoch(epoch), NODE, new SessionId(session)));
  }

  /** Names a session, of this keeper ({@code s1}) or of another, as the next after an epoch. */
  String next(long ms, long epoch, long after, String session) {
    NodeId node = session.startsWith("s") ? NODE : new NodeId("b");
    return order(
        ms, new Command.Next(new Epoch(epoch), new Epoch(after), node, new SessionId(session)));
  }

  /** The holder of an epoch says that it has let go. */
  String word(long ms, long epoch) {
    return word(ms, epoch, 0);
  }

  String word(long ms, long epoch, long generation) {
    return words(keeper.onWord(new Epoch(epoch), generation, nanos(ms)));
  }

  String serviceDown(long ms) {
    return words(keeper.onServiceDown(nanos(ms)));
  }

  String dead(long ms, String session) {
    return order(ms, new Command.Dead(new SessionId(session)));
  }

  String order(long ms, Command command) {
    return order(ms, new Source(0, new Position(sources++), 0), command);
  }

  String order(long ms, Source source, Command command) {
    return words(
        keeper.onOrder(new CommandRecord(Optional.of(CLUSTER), source, command), nanos(ms)));
  }

  String tick(long ms, long foldedUpTo) {
    Command tick =
        new Command.Tick(new dev.baton.model.ArbiterId("x"), 1, new Position(foldedUpTo));
    return words(
        keeper.onOrder(
            new CommandRecord(Optional.empty(), new Source(0, new Position(foldedUpTo), 0), tick),
            nanos(ms)));
  }

  String failed(long ms, long epoch) {
    return words(keeper.onFailed(new Epoch(epoch), "no such device", nanos(ms)));
  }

  String unable(long ms, String why) {
    return words(keeper.onAbility(Optional.of(why), nanos(ms)));
  }

  String able(long ms) {
    return words(keeper.onAbility(Optional.empty(), nanos(ms)));
  }

  String rebound(long ms) {
    return words(keeper.onRebound(nanos(ms)));
  }

  String leave() {
    return words(keeper.leave("stopped"));
  }

  /** Sends and acknowledges a keepalive each 100 ms, with ticks, through that time. */
  void keepAlive(long fromMs, long toMs) {
    for (long ms = fromMs; ms <= toMs; ms += 100) {
      clock(ms);
      acked(ms + 1);
      tick(ms + 2, position);
    }
  }

  /** Which epoch was shut last, and why. */
  String lastShut() {
    return printed.shut;
  }

  /** Returns why it let go, as it said last. */
  Optional<ReleaseReason> whySaid() {
    return printed
        .said
        .filter(fact -> fact instanceof Fact.Released)
        .flatMap(fact -> ((Fact.Released) fact).why());
  }

  /** Returns what let it open its gate, as it says with the announcement. */
  Optional<OpenedBy> openedBy() {
    return printed.openedBy;
  }

  Fact.Keepalive lastSent() {
    return printed.sent.orElseThrow();
  }

  KeeperStatus status(long ms) {
    return keeper.status(nanos(ms));
  }

  long deadlineMs(long nowMs) {
    long deadline = keeper.deadline(nanos(nowMs));
    return deadline == Long.MAX_VALUE ? deadline : deadline / 1_000_000;
  }

  private static long nanos(long ms) {
    return ms * 1_000_000;
  }

  private String words(List<KeeperEffect> effects) {
    return printed.of(effects);
  }
}
