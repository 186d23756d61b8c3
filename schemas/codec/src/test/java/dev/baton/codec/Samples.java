package dev.baton.codec;

import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.definition.WithoutPromises;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FoldVersion;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.IncidentKind;
import dev.baton.model.fact.Introduction;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.fact.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One value of each type whose text was frozen when the type's version was released. The texts are
 * resources; they are never changed, only joined by others.
 */
final class Samples {

  static final ClusterId CLUSTER = new ClusterId("db");
  static final NodeId NODE = new NodeId("node-a");
  static final NodeId OTHER = new NodeId("node-b");
  static final SessionId SESSION = new SessionId("s-7f3a");
  private static final Epoch EPOCH = new Epoch(4);
  private static final MemberAddress ADDRESS = new MemberAddress("10.20.0.11", 9480);
  private static final ArbiterId ARBITER = new ArbiterId("arbiter-1");

  private Samples() {}

  /** Returns the frozen text of a type. */
  static String text(String type) {
    String resource = "/dev/baton/samples/" + type + ".json";
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no sample " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the frozen text of a type that shows most. */
  static String fullestText(String type) {
    return Stream.concat(laterFacts().keySet().stream(), Stream.of(StateSamples.FULLEST))
        .filter(name -> name.startsWith(type + "."))
        .findFirst()
        .map(Samples::text)
        .orElseGet(() -> text(type));
  }

  /** Returns the names of all frozen texts. */
  static SortedSet<String> names() {
    SortedSet<String> all = new TreeSet<>(Schemas.types());
    all.addAll(laterFacts().keySet());
    all.addAll(laterCommands().keySet());
    all.addAll(StateSamples.snapshots().keySet());
    return all;
  }

  /** Returns the type of a frozen text. */
  static String type(String name) {
    return Schemas.types().stream()
        .filter(type -> name.equals(type) || name.startsWith(type + "."))
        .findFirst()
        .orElseThrow();
  }

  /** Returns what the frozen texts of the events topic say, by type. */
  static Map<String, Fact> facts() {
    Map<String, Fact> all = new TreeMap<>();
    for (Fact fact : factList()) {
      all.put(EventCodec.TYPES.of(fact).name(), fact);
    }
    return all;
  }

  /** Returns what the frozen texts of the commands topic say, by type. */
  static Map<String, Command> commands() {
    Map<String, Command> all = new TreeMap<>();
    for (Command command : commandList()) {
      all.put(CommandCodec.TYPES.of(command).name(), command);
    }
    return all;
  }

  /** Returns the cluster that a frozen fact stands under; empty for a partition's own facts. */
  static Optional<ClusterId> cluster(Fact fact) {
    return switch (EventCodec.TYPES.of(fact).concern()) {
      case CLUSTER -> Optional.of(CLUSTER);
      case PARTITION -> Optional.empty();
    };
  }

  static ClusterDefinition definition() {
    return definition(Timings.DEFAULT, WithoutPromises.RELEASE);
  }

  private static ClusterDefinition definition(Timings timings, WithoutPromises withoutPromises) {
    return new ClusterDefinition(
        CLUSTER,
        2,
        List.of(new Member(NODE, 100), new Member(OTHER, 50)),
        List.of(new Vip("10.20.0.10"), new Vip("fd00:20::10")),
        List.of(new Binding("arp", new TreeMap<>(Map.of("interface", "eth0")))),
        timings,
        new FailoverPolicy(
            Optional.of(Duration.ofMinutes(5)), 5, Duration.ofMinutes(10), withoutPromises),
        new HookPlan(Optional.of(Duration.ofSeconds(5)), Optional.of(Duration.ofSeconds(30))));
  }

  private static List<Fact> factList() {
    return List.of(
        new Fact.Keepalive(
            NODE,
            new InstallId("i-91bc"),
            SESSION,
            0,
            Duration.ofMillis(500),
            List.of(new SessionId("s-05d2")),
            Epoch.NONE,
            EPOCH,
            2,
            0,
            Enforcement.NFTABLES),
        new Fact.SessionClosed(NODE, SESSION, "the keeper was stopped"),
        new Health(NODE, 17, Verdict.UNHEALTHY, List.of(probe()), true),
        new Fact.Expire(SESSION, new Position(1204)),
        new Fact.Timer("failback", 3),
        new Fact.Request("r-20c4", "alice", new Operation.Switchover(Optional.of(OTHER))),
        new Fact.Released(EPOCH, NODE, SESSION, true, Optional.empty()),
        new Fact.Acquired(EPOCH, NODE, SESSION, Duration.ofNanos(3_250_000), Optional.empty()),
        new Fact.Failed(EPOCH, NODE, "interface eth0 is gone"),
        new HookFinished(
            EPOCH,
            NODE,
            Hook.PROMOTE,
            Optional.of(1),
            "cannot open database\n",
            Duration.ofMillis(1500)),
        new Incident(
            NODE,
            EPOCH,
            IncidentKind.ADDRESS_CONFLICT,
            "10.20.0.10",
            "02:00:00:00:00:07 announced it"),
        host(),
        new Outcome(
            EPOCH,
            NODE,
            "aws-route",
            1,
            OutcomeResult.PLACED,
            "",
            List.of("rtb-0a1: eni-0c3, active", "rtb-0b2: eni-0c3, active"),
            Duration.ofMillis(750),
            1),
        new Fact.Defined("r-20c5", "alice", definition()),
        new Fact.Beat(ARBITER, 88),
        new FoldVersion(2),
        new Fact.LogLoss(ARBITER, new Position(1300), 0),
        new OrphanedEpoch(ARBITER, EPOCH));
  }

  /** Returns what further frozen texts of the events topic say, by the texts' names. */
  static Map<String, Fact> laterFacts() {
    return new TreeMap<>(
        Map.of(
            "dev.baton.fact.released.v1.why",
            new Fact.Released(EPOCH, NODE, SESSION, true, Optional.of(ReleaseReason.UNHEALTHY)),
            "dev.baton.fact.acquired.v1.by",
            new Fact.Acquired(
                EPOCH, NODE, SESSION, Duration.ofNanos(750_000), Optional.of(OpenedBy.WORD)),
            "dev.baton.fact.defined.v1.holdover",
            new Fact.Defined(
                "r-20c5", "alice", definition(longHoldover(), WithoutPromises.RELEASE)),
            "dev.baton.fact.defined.v1.keep",
            new Fact.Defined("r-20c5", "alice", keeping()),
            "dev.baton.fact.keepalive.v1.asks",
            keepalive(
                1200, Optional.of(introduction()), new Asks(List.of(OTHER), Duration.ofMinutes(2))),
            "dev.baton.fact.keepalive.v1.asks-nobody",
            keepalive(1201, Optional.empty(), new Asks(List.of(), Timings.MOST_HOLDOVER))));
  }

  /** Returns what further frozen texts of the commands topic say, by the texts' names. */
  static Map<String, Command> laterCommands() {
    return new TreeMap<>(
        Map.of(
            "dev.baton.command.assign.v1.carried",
            new Command.Assign(EPOCH, NODE, SESSION, Command.Ending.CARRIED, EPOCH),
            "dev.baton.command.define.v1.holdover",
            new Command.Define(definition(longHoldover(), WithoutPromises.RELEASE)),
            "dev.baton.command.define.v1.keep",
            new Command.Define(keeping()),
            "dev.baton.command.peers.v1.no-channel",
            new Command.Peers(
                List.of(
                    new Command.Peer(NODE, SESSION, List.of(ADDRESS)),
                    new Command.Peer(OTHER, new SessionId("s-91d0"), List.of())))));
  }

  private static ClusterDefinition keeping() {
    return definition(Timings.DEFAULT, WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS);
  }

  private static Timings longHoldover() {
    Timings usual = Timings.DEFAULT;
    return new Timings(
        usual.lease(),
        usual.keepaliveInterval(),
        usual.healthTimeout(),
        usual.driftPpm(),
        usual.epsilon(),
        Duration.ofMinutes(2));
  }

  private static Fact keepalive(long sequence, Optional<Introduction> introduction, Asks asks) {
    return new Fact.Keepalive(
        NODE,
        SESSION,
        sequence,
        Duration.ofMillis(500),
        EPOCH,
        EPOCH,
        0,
        introduction,
        Optional.empty(),
        Optional.of(asks));
  }

  private static Introduction introduction() {
    return new Introduction(
        new InstallId("i-91bc"), List.of(), 2, Enforcement.NFTABLES, List.of(ADDRESS));
  }

  private static HostReport host() {
    return new HostReport(
        NODE,
        new InstallId("i-91bc"),
        new HostView(
            List.of(new HostAddress("10.20.0.11", 16, "eth0")),
            List.of(
                new HostView.Refused(
                    new Vip("fd00:20::10"), "is the host's own address fd00:20::10/64 on lo")),
            2,
            List.of("another host answers for 10.20.0.10: 02:00:00:00:00:01")));
  }

  private static ProbeReport probe() {
    return new ProbeReport(
        "db-port", "tcp", ProbeStatus.FAILING, "connection refused by 127.0.0.1:5432");
  }

  private static List<Command> commandList() {
    return List.of(
        new Command.Release(EPOCH, NODE, SESSION),
        new Command.Assign(EPOCH, NODE, SESSION, Command.Ending.EXPIRED, new Epoch(3)),
        new Command.Next(new Epoch(5), EPOCH, NODE, SESSION),
        new Command.Peers(
            List.of(
                new Command.Peer(
                    NODE, SESSION, List.of(ADDRESS, new MemberAddress("fd00:20::11", 9480))))),
        new Command.Dead(SESSION),
        new Command.Define(definition()),
        new Command.Undefine(3),
        new Command.Demote(EPOCH, NODE, Duration.ofSeconds(5)),
        new Command.Promote(EPOCH, NODE, Duration.ofSeconds(30)),
        new Command.Tick(ARBITER, 6, new Position(1205)));
  }
}
