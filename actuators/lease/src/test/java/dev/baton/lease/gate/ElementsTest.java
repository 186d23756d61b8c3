package dev.baton.lease.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ElementsTest {
  private final Elements elements =
      new Elements(
          List.of(Family.ARP, Family.INET),
          List.of(address("10.20.0.10"), address("fd77::a"), address("10.20.0.11")));

  @Test
  void addsEachAddressWhereItsVersionBelongs() {
    assertThat(text(elements.add("acked0")))
        .isEqualTo(
            """
            add element arp baton acked0_4 { 10.20.0.10, 10.20.0.11 }
            add element inet baton acked0_4 { 10.20.0.10, 10.20.0.11 }
            add element inet baton acked0_6 { fd77:0:0:0:0:0:0:a }
            """);
  }

  @Test
  void removesWhetherAnElementIsThereOrNot() {
    Elements one = new Elements(List.of(Family.ARP), List.of(address("10.20.0.10")));

    assertThat(text(one.remove(List.of("held", "acked1"))))
        .isEqualTo(
            """
            add element arp baton held_4 { 10.20.0.10 }
            delete element arp baton held_4 { 10.20.0.10 }
            add element arp baton acked1_4 { 10.20.0.10 }
            delete element arp baton acked1_4 { 10.20.0.10 }
            """);
  }

  @Test
  void restartsACountdownWithWhatWholeMillisecondsAreInIt() {
    Elements two = new Elements(List.of(Family.ARP), List.of(address("10.20.0.10")));

    assertThat(text(two.restart("armed0", Duration.ofNanos(499_999_999))))
        .isEqualTo(
            """
            add element arp baton armed0_4 { 10.20.0.10 }
            delete element arp baton armed0_4 { 10.20.0.10 }
            add element arp baton armed0_4 { 10.20.0.10 timeout 499ms }
            """);
  }

  @Test
  void keepsServicesPortsApartFromThoseThatAreShutForTheHostItselfToo() {
    Elements ports =
        new Elements(
            List.of(Family.values()), List.of(Guarded.port(61_000), Guarded.service(5432)));

    assertThat(text(ports.add("acked0")))
        .isEqualTo(
            """
            add element inet baton acked0_tcp { 61000 }
            add element inet baton acked0_service { 5432 }
            """);
    assertThat(Guarded.printed(Guarded.Kind.SERVICE_PORT, "5432"))
        .isEqualTo(Guarded.service(5432))
        .isNotEqualTo(Guarded.port(5432));
    assertThatThrownBy(() -> Guarded.service(65_536)).hasMessage("not a port: 65536");
  }

  @Test
  void putsPortsIntoTheOneTableThatSeesThem() {
    Elements port = new Elements(List.of(Family.values()), List.of(Guarded.port(61_000)));

    assertThat(text(port.replace("held", "epoch 1")))
        .isEqualTo(
            """
            add element inet baton held_tcp { 61000 }
            delete element inet baton held_tcp { 61000 }
            add element inet baton held_tcp { 61000 comment "epoch 1" }
            """);
  }

  @Test
  void knowsAnAddressHoweverItIsPrinted() {
    assertThat(Guarded.printed(Guarded.Kind.IPV6, "fd77::a")).isEqualTo(address("fd77:0::a"));
    assertThat(Guarded.printed(Guarded.Kind.TCP_PORT, "61000")).isEqualTo(Guarded.port(61_000));
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThatThrownBy(() -> Guarded.port(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Guarded.port(65_536)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasNothingToSayAboutNoAddresses() {
    assertThat(new Elements(List.of(Family.values()), List.of()).add("held")).isEmpty();
  }

  private static String text(List<ElementChange> changes) {
    return changes.stream().map(ElementChange::text).collect(Collectors.joining());
  }

  private static Guarded address(String literal) {
    try {
      return Guarded.address(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
