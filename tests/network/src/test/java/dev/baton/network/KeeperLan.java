package dev.baton.network;

import dev.baton.arp.ArpActuator;
import dev.baton.arp.ArpSettings;
import dev.baton.compose.netlab.Host;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.MemberLink;
import dev.baton.log.EventLog;
import dev.baton.log.memory.Fault;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
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
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.HostView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A host with the ARP actuator of cluster "db", and a log in memory that the test writes to. */
final class KeeperLan implements AutoCloseable {
  private static final ClusterId CLUSTER = new ClusterId("db");
  private static final NodeId NODE = new NodeId("a");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Long, so that a slow machine does not end a session in the middle of a test. */
  private static final Timings TIMINGS =
      new Timings(
          Duration.ofSeconds(10),
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          1000,
          Duration.ofMillis(15));

  private final TestLan lan;
  private final Path directory;
  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private long sources;

  private KeeperLan(TestLan lan, Path directory) {
    this.lan = lan;
    this.directory = directory;
  }

  static KeeperLan create(Path directory) {
    return new KeeperLan(TestLan.create(2), directory);
  }

  /** Has 10.77.0.11/16 and fd77::b/64 on eth0. */
  Host host() {
    return lan.host(1);
  }

  /** Has 10.77.0.10/16 and fd77::a/64 on eth0. */
  Host client() {
    return lan.host(0);
  }

  void define(long version, String... vips) {
    define(version, new Binding("arp", new TreeMap<>()), vips);
  }

  /** Defines the cluster with an Elastic IP, and those ports guarded at the node's own address. */
  void definePorts(long version, String gatePorts, String... vips) {
    define(version, new Binding("aws-eip", new TreeMap<>(Map.of(GatePorts.KEY, gatePorts))), vips);
  }

  private void define(long version, Binding binding, String... vips) {
    order(
        new Command.Define(
            new ClusterDefinition(
                CLUSTER,
                version,
                List.of(new Member(NODE, 100)),
                Stream.of(vips).map(Vip::new).toList(),
                List.of(binding),
                TIMINGS,
                FailoverPolicy.DEFAULT,
                HookPlan.NONE)));
  }

  void undefine(long version) {
    order(new Command.Undefine(version));
  }

  /** Tells the keeper's session to let go, and waits until it says that it has. */
  void release(long epoch) {
    SessionId session = sessions().get(sessions().size() - 1);
    order(new Command.Release(new Epoch(epoch), NODE, session));
    await(() -> some(Fact.Released.class).anyMatch(gone -> gone.epoch().value() == epoch));
  }

  /** Starts a keeper; closed with the LAN. */
  KeeperService start() {
    return start(log);
  }

  /** Starts a keeper whose log never answers. */
  KeeperService startWithoutLog() {
    InMemoryEventLog silent = new InMemoryEventLog(1);
    silent.setFault(Fault.CUT_OFF);
    return start(silent);
  }

  private KeeperService start(EventLog of) {
    ArpSettings settings =
        new ArpSettings(
            CLUSTER,
            NODE,
            Host.INTERFACE,
            true,
            directory.resolve("run"),
            directory.resolve("state"),
            Duration.ofMinutes(1),
            Set.of());
    KeeperService service =
        host().inside(() -> started(ArpActuator.open(settings, of, MemberLink.NONE)));
    opened.add(service);
    return service;
  }

  private static KeeperService started(KeeperService service) {
    service.start();
    return service;
  }

  /** Assigns the VIPs to the keeper's session, and waits until it says that it holds them. */
  void hold(long epoch) {
    await(() -> !sessions().isEmpty());
    SessionId session = sessions().get(sessions().size() - 1);
    order(
        new Command.Assign(
            new Epoch(epoch), NODE, session, Command.Ending.FIRST, new Epoch(epoch - 1)));
    await(() -> some(Fact.Acquired.class).anyMatch(held -> held.epoch().value() == epoch));
  }

  /** The sessions that spoke, in their order. */
  List<SessionId> sessions() {
    return some(Fact.Keepalive.class).map(Fact.Keepalive::session).distinct().toList();
  }

  /** What the keeper last told of its host; waits until it has. */
  HostView reported() {
    await(() -> some(HostReport.class).findFirst().isPresent());
    return some(HostReport.class).reduce((earlier, later) -> later).orElseThrow().view();
  }

  void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  private void order(Command command) {
    Source source = new Source(0, new Position(sources++), 0);
    log.write(0, new CommandRecord(Optional.of(CLUSTER), source, command))
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  private <F extends Fact> Stream<F> some(Class<F> kind) {
    return log.facts(0, kind);
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable each : opened) {
        each.close();
      }
      log.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing what the test opened", e);
    } finally {
      lan.close();
    }
  }
}
