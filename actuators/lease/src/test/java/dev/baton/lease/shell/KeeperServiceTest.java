package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.baton.model.Epoch;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.IncidentKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeeperServiceTest extends KeeperServiceWorld {

  @Test
  void shutsWhatAnEarlierLifeLeftBeforeItSpeaks() throws IOException {
    define();
    start();
    await().until(() -> some(Fact.class).findAny().isPresent());
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
  void letsGoSaysSoAndLeaves() throws IOException {
    KeeperService service = hold();
    service.close();
    await().until(() -> some(Fact.SessionClosed.class).findFirst().isPresent());
    assertThat(
            some(Fact.class)
                .filter(fact -> !(fact instanceof Fact.Keepalive))
                .filter(fact -> !(fact instanceof HostReport))
                .skip(1))
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactly("Released", "SessionClosed");
    assertThat(host.moves())
        .endsWith(
            "shut", "silence", "reset", "remove", "close addresses", "dismantle", "close gate");
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
}
