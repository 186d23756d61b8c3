package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.IncidentKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a keeper makes of what its host has, and of what it hears there. */
final class KeeperHostTest extends KeeperServiceWorld {

  /** Who holds the address of its own broker reaches itself instead, and no lease is renewed. */
  @Test
  void touchesNoVipThatIsABrokersAddress() throws IOException {
    servers = Set.of(new InetSocketAddress("10.20.0.10", 9092));
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
}
