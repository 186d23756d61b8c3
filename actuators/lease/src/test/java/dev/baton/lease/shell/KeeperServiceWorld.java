package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.log.memory.FailingLog;
import dev.baton.log.memory.InMemoryEventLog;
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
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.HostView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A keeper service of one cluster over a log in memory, on a host that is recorded. */
abstract class KeeperServiceWorld {
  static final ClusterId CLUSTER = new ClusterId("db");
  static final NodeId NODE = new NodeId("a");

  /** Long, so that a slow machine does not end a session in the middle of a test. */
  static final Timings TIMINGS =
      new Timings(
          Duration.ofSeconds(10),
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          1000,
          Duration.ofMillis(15));

  final InMemoryEventLog log = new InMemoryEventLog(1);
  final FailingLog failing = new FailingLog(log);
  Set<InetSocketAddress> servers = Set.of();
  MemberLink link = MemberLink.NONE;
  final List<KeeperService> services = new ArrayList<>();
  final RecordingHost host = new RecordingHost();
  final AtomicLong skippedNanos = new AtomicLong();
  long sources;

  @TempDir Path runDirectory = Path.of("unset");

  @AfterEach
  void end() {
    services.forEach(KeeperService::close);
    log.close();
  }

  /** What is said of a move may be read before the last of its deeds is done. */
  void awaitMoves(String... last) {
    await().untilAsserted(() -> assertThat(host.moves()).endsWith(last));
  }

  KeeperService hold() throws IOException {
    define();
    KeeperService service = start();
    order(new Command.Assign(new Epoch(1), NODE, session(), Command.Ending.FIRST, Epoch.NONE));
    await().until(() -> some(Fact.Acquired.class).findFirst().isPresent());
    return service;
  }

  KeeperService start() throws IOException {
    KeeperSettings settings =
        new KeeperSettings(
            CLUSTER, NODE, new InstallId("i"), runDirectory, Duration.ofSeconds(60), Set.of(8080));
    KeeperService service =
        new KeeperService(
            new KeeperParts(settings, served(), host.gate(), host.vipAddresses(), link, this::now));
    services.add(service);
    service.start();
    return service;
  }

  EventLog served() {
    return new ForwardingLog(failing) {
      @Override
      public Set<InetSocketAddress> servers() {
        return servers;
      }

      @Override
      public void close() {
        // The test's.
      }
    };
  }

  long now() {
    return System.nanoTime() + skippedNanos.get();
  }

  void define() {
    define("10.20.0.10");
  }

  void define(String... vips) {
    define(1, new Binding("arp", new TreeMap<>()), vips);
  }

  void definePorts(long version, String gatePorts) {
    define(
        version,
        new Binding("aws-eip", new TreeMap<>(Map.of(GatePorts.KEY, gatePorts))),
        "10.20.0.10");
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

  void order(Command command) {
    Source source = new Source(0, new Position(sources++), 0);
    log.write(0, new CommandRecord(Optional.of(CLUSTER), source, command))
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  SessionId session() {
    await().until(() -> keepalives().findFirst().isPresent());
    return keepalives().findFirst().orElseThrow().session();
  }

  Optional<HostView> told() {
    return some(HostReport.class).reduce((earlier, later) -> later).map(HostReport::view);
  }

  Stream<Fact.Keepalive> keepalives() {
    return some(Fact.Keepalive.class);
  }

  <F extends Fact> Stream<F> some(Class<F> kind) {
    return log.facts(0, kind);
  }
}
