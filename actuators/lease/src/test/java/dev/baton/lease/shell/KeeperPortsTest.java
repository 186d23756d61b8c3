package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.model.HostAddress;
import dev.baton.model.fact.HostView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ports of a service a keeper guards on its host, and which it must not. */
final class KeeperPortsTest extends KeeperServiceWorld {

  @Test
  void guardsThePortsThatAreDefinedAndFollowsThem() throws IOException {
    definePorts(1, "5432, 443");
    KeeperService unused = start();
    await().until(() -> host.moves().contains("guard[10.20.0.10][443, 5432]"));

    definePorts(2, "443");

    await().until(() -> host.moves().contains("guard[10.20.0.10][443]"));
    assertThat(told().orElseThrow().remarks()).isEmpty();
  }

  @Test
  void opensWhatAnEarlierLifeShutOnceTheLogSaysThatNobodyDefinesIt() throws IOException {
    host.gate().guard(List.of(), new TreeSet<>(Set.of(443, 5432)));
    KeeperService unused = start();

    await().until(() -> host.moves().size() == 4);
    assertThat(host.moves())
        .containsExactly(
            "guard[][443, 5432]", "guard[][443, 5432]", "leftovers removed", "guard[]");
  }

  @Test
  void opensThePortsThatAreDefinedNoMore() throws IOException {
    host.gate().guard(List.of(), new TreeSet<>(Set.of(443, 5432)));
    definePorts(1, "443");
    KeeperService unused = start();

    await().until(() -> host.moves().contains("guard[10.20.0.10][443]"));
    assertThat(host.moves()).doesNotContain("guard[10.20.0.10][443, 5432]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1   | 9092 | is a Kafka broker's on this host",
        "10.20.0.11  | 9092 | is a Kafka broker's on this host",
        "10.20.0.99  | 8080 | is one at which Baton itself is looked at here (http.listen)",
        "10.20.0.99  | 443  | says the gate",
      })
  void leavesAPortOpenThatTheHostNeedsAndSaysSo(String broker, int port, String why)
      throws IOException {
    servers = Set.of(new InetSocketAddress(broker, 9092));
    host.own(new HostAddress("10.20.0.11", 16, "eth0"));
    host.objectTo(Map.of(443, "says the gate"));
    host.gate().guard(List.of(), new TreeSet<>(Set.of(port, 5432)));
    definePorts(1, port + ",5432");
    KeeperService unused = start();

    await().until(() -> told().filter(view -> !view.remarks().isEmpty()).isPresent());
    assertThat(told().orElseThrow().remarks())
        .containsExactly("gate port " + port + " is not guarded for this cluster here: it " + why);
    assertThat(host.moves()).contains("guard[][5432]", "guard[10.20.0.10][5432]");
  }

  @Test
  void guardsAPortAtWhichAnotherHostsBrokerListens() throws IOException {
    servers = Set.of(new InetSocketAddress("10.20.0.99", 9092));
    host.own(new HostAddress("10.20.0.11", 16, "eth0"));
    definePorts(1, "9092");
    KeeperService unused = start();

    await().until(() -> host.moves().contains("guard[10.20.0.10][9092]"));
  }

  @Test
  void guardsAPortOnceNothingOnTheHostNeedsItAnyMore() throws IOException {
    host.objectTo(Map.of(443, "is guarded by another", 80, "is guarded by another"));
    definePorts(1, "443,80,5432");
    KeeperService unused = start();
    await().until(() -> told().filter(view -> !view.remarks().isEmpty()).isPresent());
    assertThat(told().orElseThrow().remarks())
        .containsExactly(
            "gate port 80, 443 is not guarded for this cluster here: it is guarded by another");

    host.objectTo(Map.of());

    await().until(() -> told().map(HostView::remarks).filter(List::isEmpty).isPresent());
    assertThat(host.moves()).contains("guard[10.20.0.10][80, 443, 5432]");
  }
}
