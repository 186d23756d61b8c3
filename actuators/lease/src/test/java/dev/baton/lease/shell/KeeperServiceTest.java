package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.ForwardingLog;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.Binding;
import dev.baton.model.ClusterDefinition;
import dev.baton.model.ClusterId;
import dev.baton.model.Command;
import dev.baton.model.Entry;
import dev.baton.model.Epoch;
import dev.baton.model.Fact;
import dev.baton.model.FailoverPolicy;
import dev.baton.model.HookPlan;
import dev.baton.model.HostAddress;
import dev.baton.model.HostReport;
import dev.baton.model.HostView;
import dev.baton.model.Incident;
import dev.baton.model.IncidentKind;
import dev.baton.model.InstallId;
import dev.baton.model.Member;
import dev.baton.model.NodeId;
import dev.baton.model.Order;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Timings;
import dev.baton.model.Vip;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeeperServiceTest {
  private static final ClusterId CLUSTER = new ClusterId("db");
  private static final NodeId NODE = new NodeId("a");

  /** Long, so that a slow machine does not end a session in the middle of a test. */
  private static final Timings TIMINGS =
      new Timings(
          Duration.ofSeconds(10),
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          1000,
          Duration.ofMillis(15));

  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private Set<InetAddress> servers = Set.of();
  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private final List<KeeperService> services = new ArrayList<>();
  private final RecordingHost host = new RecordingHost();
  private final AtomicLong skippedNanos = new AtomicLong();
  private long sources;

  @TempDir private Path runDirectory = Path.of("unset");

  @BeforeEach
  void readFacts() {
    var unused =
        log.another()
            .readEvents(
                0,
                StartAt.BEGINNING,
                delivery -> {
                  if (delivery instanceof Delivered.Decoded<Entry> decoded) {
                    facts.add(decoded.value().fact());
                  }
                });
  }

  @AfterEach
  void end() {
    services.forEach(KeeperService::close);
    log.close();
  }

  @Test
  void shutsWhatAnEarlierLifeLeftBeforeItSpeaks() throws IOException {
    define();
    start();
    await().until(() -> !facts.isEmpty());
    assertThat(List.copyOf(host.deeds).subList(0, 2))
        .containsExactly("guard[]", "leftovers removed");
    assertThat(host.deeds.indexOf("arm0")).isGreaterThan(1);
  }

  @Test
  void takesAndGivesTheVipsInOrder() throws IOException {
    define();
    start();
    SessionId session = session();
    order(new Command.Assign(new Epoch(1), NODE, session, Command.Ending.FIRST, Epoch.NONE));
    await().until(() -> some(Fact.Acquired.class).findFirst().isPresent());
    order(new Command.Release(new Epoch(1), NODE, session));
    await().until(() -> some(Fact.Released.class).findFirst().isPresent());
    awaitMoves("put", "open 1", "announce", "shut", "silence", "reset", "remove");
  }

  @Test
  void keepsItsSessionAliveByKeepalives() throws IOException {
    define();
    start();
    await().until(() -> keepalives().count() > 3);
    assertThat(keepalives().map(Fact.Keepalive::session).distinct()).hasSize(1);
    assertThat(keepalives().map(Fact.Keepalive::sequence)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void saysSoWhenTheAddressesCannotBePut() throws IOException {
    host.refuseAddresses();
    define();
    start();
    order(new Command.Assign(new Epoch(1), NODE, session(), Command.Ending.FIRST, Epoch.NONE));
    await().until(() -> some(Fact.Failed.class).findFirst().isPresent());
    assertThat(some(Fact.Failed.class))
        .extracting(Fact.Failed::why)
        .asString()
        .contains("no address can be put");
    awaitMoves("shut", "silence", "reset", "remove");
    assertThat(host.moves()).doesNotContain("open 1");
  }

  /** Whatever a half-broken host refuses, but the gate: the keeper goes on. */
  @Test
  void neverStopsForWhatAHostRefusesBesideTheGate() throws IOException {
    host.makeTrouble();
    KeeperService service = hold();
    order(new Command.Release(new Epoch(1), NODE, session()));
    await().until(() -> some(Fact.Released.class).findFirst().isPresent());
    order(new Command.Assign(new Epoch(2), NODE, session(), Command.Ending.RELEASED, Epoch.NONE));
    await().until(() -> some(Fact.Acquired.class).count() == 2);
    assertThat(service.report().failure()).isEmpty();
  }

  @Test
  void goesOnWhileItsHostsAddressesCannotBeRead() throws IOException {
    KeeperService service = hold();
    host.blind();
    skippedNanos.addAndGet(Duration.ofSeconds(2).toNanos());
    long sent = keepalives().count();
    await().until(() -> keepalives().count() > sent + 2);
    assertThat(service.report().failure()).isEmpty();
  }

  @Test
  void carriesWhatItCanOnceNobodyCouldCarryAll() throws IOException {
    host.refuse("fd00:20::10");
    define("10.20.0.10", "fd00:20::10");
    start();
    order(new Command.Assign(new Epoch(1), NODE, session(), Command.Ending.FIRST, Epoch.NONE));
    await().until(() -> some(Fact.Failed.class).findFirst().isPresent());

    order(new Command.Assign(new Epoch(2), NODE, session(), Command.Ending.RELEASED, Epoch.NONE));

    await().until(() -> some(Fact.Acquired.class).findFirst().isPresent());
    assertThat(some(Incident.class))
        .extracting(Incident::kind, Incident::subject, Incident::detail)
        .containsExactly(tuple(IncidentKind.ADDRESS_LOST, "fd00:20:0:0:0:0:0:10", "EACCES"));
    host.refuse();
    skippedNanos.addAndGet(Duration.ofSeconds(6).toNanos());
    await().until(() -> some(Incident.class).count() == 2);
    assertThat(some(Incident.class).skip(1))
        .extracting(Incident::kind)
        .containsExactly(IncidentKind.ADDRESS_RESTORED);
  }

  @Test
  void tellsTheLogThatItsHostCannotCarryTheVips() throws IOException {
    KeeperService service = hold();
    host.listener().able(Optional.of("eth0 has no carrier"));
    await()
        .until(
            () ->
                keepalives()
                    .anyMatch(alive -> alive.unable().equals(Optional.of("eth0 has no carrier"))));
    assertThat(service.report().status().orElseThrow().unable()).contains("eth0 has no carrier");
    assertThat(some(Fact.Released.class)).as("nobody has told it to let go").isEmpty();
  }

  @Test
  void guardsAnewWhatIsAnotherInterfaceNow() throws IOException {
    KeeperService unused = hold();
    host.listener().rebound("eth0 is another interface now");
    awaitMoves("guard[10.20.0.10]", "leftovers removed", "put", "open 1", "announce");
  }

  @Test
  void putsALostAddressBackAndReportsIt() throws IOException {
    hold();
    host.listener().disturbed(IncidentKind.ADDRESS_LOST, "10.20.0.10", "removed");
    await().until(() -> some(Incident.class).findFirst().isPresent());
    assertThat(some(Incident.class))
        .extracting(Incident::kind)
        .containsExactly(IncidentKind.ADDRESS_RESTORED);
    awaitMoves("put", "announce");
  }

  /** Who holds the address of its own broker reaches itself instead, and no lease is renewed. */
  @Test
  void touchesNoVipThatIsABrokersAddress() throws IOException {
    servers = Set.of(new Vip("10.20.0.10").inetAddress());
    define("10.20.0.10", "10.20.0.12");
    KeeperService service = start();
    order(new Command.Assign(new Epoch(1), NODE, session(), Command.Ending.FIRST, Epoch.NONE));
    await().until(() -> some(Fact.Acquired.class).findFirst().isPresent());

    assertThat(host.moves()).contains("guard[10.20.0.12]").doesNotContain("guard[10.20.0.10]");
    assertThat(service.report().refusals())
        .extracting(HostView.Refused::why)
        .containsExactly("is the address of a Kafka broker, which this host has to reach");
  }

  @Test
  void tellsTheLogThatAnotherHostAnswersForItsVip() throws IOException {
    KeeperService service = hold();
    host.listener().disturbed(IncidentKind.ADDRESS_CONFLICT, "10.20.0.10", "02:00:00:00:00:01");

    await()
        .until(
            () ->
                some(HostReport.class)
                    .anyMatch(
                        told ->
                            told.view()
                                .remarks()
                                .contains(
                                    "another host answers for 10.20.0.10: 02:00:00:00:00:01")));
    assertThat(service.report().counts().conflicts()).isEqualTo(1);
  }

  /** A disturbance that arrives when a keepalive is due as well must not be forgotten for it. */
  @Test
  void answersADisturbanceThatComesWhenAKeepaliveIsDue() throws IOException {
    hold();
    host.afterNextAnnouncement(
        () -> {
          host.listener().disturbed(IncidentKind.ADDRESS_LOST, "10.20.0.10", "again");
          skippedNanos.addAndGet(TIMINGS.keepaliveInterval().toNanos());
        });
    host.listener().disturbed(IncidentKind.ADDRESS_LOST, "10.20.0.10", "once");
    await().until(() -> some(Incident.class).count() == 2);
  }

  @Test
  void givesUpWhenALostAddressCannotBePutBack() throws IOException {
    hold();
    host.refuseAddresses();
    host.listener().disturbed(IncidentKind.ADDRESS_LOST, "10.20.0.10", "removed");
    await().until(() -> some(Fact.Failed.class).findFirst().isPresent());
    awaitMoves("shut", "silence", "reset", "remove");
  }

  @Test
  void touchesNoVipThatIsTheHostsOwnAndKeepsItsSession() throws IOException {
    host.own(new HostAddress("10.20.0.10", 16, "eth0"));
    define();
    KeeperService service = start();
    order(new Command.Assign(new Epoch(1), NODE, session(), Command.Ending.FIRST, Epoch.NONE));

    await().until(() -> some(Fact.Failed.class).findFirst().isPresent());
    assertThat(some(Fact.Failed.class)).extracting(Fact.Failed::why).asString().contains("own");
    assertThat(host.moves()).doesNotContain("put", "open 1", "guard[10.20.0.10]");
    assertThat(service.report().refusals()).hasSize(1);
    assertThat(keepalives().map(Fact.Keepalive::session).distinct()).hasSize(1);
    await().until(() -> told().filter(view -> view.definitionVersion() == 1).isPresent());
    assertThat(told().orElseThrow().refusal(new Vip("10.20.0.10"))).isPresent();
  }

  @Test
  void takesAVipUpOnceTheHostHasItNoMore() throws IOException {
    host.own(new HostAddress("10.20.0.10", 16, "eth0"));
    define();
    KeeperService service = start();
    await().until(() -> told().filter(view -> !view.refusals().isEmpty()).isPresent());

    host.own(new HostAddress("10.20.0.11", 16, "eth0"));

    await().until(() -> told().filter(view -> view.refusals().isEmpty()).isPresent());
    assertThat(service.report().refusals()).isEmpty();
    assertThat(host.moves()).contains("guard[10.20.0.10]");
  }

  @Test
  void letsTheHostsOwnAddressOutOfAGuardBeforeItSpeaks() throws IOException {
    host.gate()
        .guard(List.of(new Vip("10.20.0.11").inetAddress(), new Vip("10.20.0.9").inetAddress()));
    host.own(new HostAddress("10.20.0.11", 16, "eth0"));
    start();

    await().until(() -> host.moves().contains("guard[10.20.0.9]"));
  }

  @Test
  void letsGoSaysSoAndLeaves() throws IOException {
    KeeperService service = hold();
    service.close();
    await().until(() -> some(Fact.SessionClosed.class).findFirst().isPresent());
    assertThat(
            facts.stream()
                .filter(fact -> !(fact instanceof Fact.Keepalive))
                .filter(fact -> !(fact instanceof HostReport))
                .skip(1))
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactly("Released", "SessionClosed");
    assertThat(host.moves())
        .endsWith(
            "shut", "silence", "reset", "remove", "close presence", "dismantle", "close gate");
  }

  @Test
  void namesTheSessionOfALifeThatWasCutShort() throws IOException {
    define();
    SessionId lost = new SessionId("lost");
    new HostMemory(runDirectory, CLUSTER).remember(List.of(lost));
    start();
    await().until(() -> keepalives().findFirst().isPresent());
    assertThat(keepalives().findFirst().orElseThrow().ended()).containsExactly(lost);
  }

  @Test
  void refusesASecondKeeperOnTheHost() throws IOException {
    start();
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another keeper of cluster db");
  }

  @Test
  void endsWithoutALogThatEverAnswered() throws IOException {
    KeeperService service = start();
    service.close();
    assertThat(service.report().failure()).isEmpty();
    assertThat(keepalives()).isEmpty();
  }

  /** What is said of a move may be read before the last of its deeds is done. */
  private void awaitMoves(String... last) {
    await().untilAsserted(() -> assertThat(host.moves()).endsWith(last));
  }

  private KeeperService hold() throws IOException {
    define();
    KeeperService service = start();
    order(new Command.Assign(new Epoch(1), NODE, session(), Command.Ending.FIRST, Epoch.NONE));
    await().until(() -> some(Fact.Acquired.class).findFirst().isPresent());
    return service;
  }

  private KeeperService start() throws IOException {
    KeeperSettings settings =
        new KeeperSettings(CLUSTER, NODE, new InstallId("i"), runDirectory, Duration.ofSeconds(60));
    KeeperService service =
        new KeeperService(
            new KeeperParts(settings, served(), host.gate(), host.presence(), this::now));
    services.add(service);
    service.start();
    return service;
  }

  private EventLog served() {
    return new ForwardingLog(log) {
      @Override
      public Set<InetAddress> servers() {
        return servers;
      }

      @Override
      public void close() {
        // The test's.
      }
    };
  }

  private long now() {
    return System.nanoTime() + skippedNanos.get();
  }

  private void define() {
    define("10.20.0.10");
  }

  private void define(String... vips) {
    order(
        new Command.Define(
            new ClusterDefinition(
                CLUSTER,
                1,
                List.of(new Member(NODE, 100)),
                Stream.of(vips).map(Vip::new).toList(),
                List.of(new Binding("arp", new TreeMap<>())),
                TIMINGS,
                FailoverPolicy.DEFAULT,
                HookPlan.NONE)));
  }

  private void order(Command command) {
    Source source = new Source(0, new Position(sources++), 0);
    log.write(0, new Order(Optional.of(CLUSTER), source, command))
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private SessionId session() {
    await().until(() -> keepalives().findFirst().isPresent());
    return keepalives().findFirst().orElseThrow().session();
  }

  private Optional<HostView> told() {
    return some(HostReport.class).reduce((earlier, later) -> later).map(HostReport::view);
  }

  private Stream<Fact.Keepalive> keepalives() {
    return some(Fact.Keepalive.class);
  }

  private <F extends Fact> Stream<F> some(Class<F> kind) {
    return facts.stream().filter(kind::isInstance).map(kind::cast);
  }
}
