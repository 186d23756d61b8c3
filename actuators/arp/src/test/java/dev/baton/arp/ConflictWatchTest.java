package dev.baton.arp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arp.packet.ArpFrame;
import dev.baton.arp.packet.Frame;
import dev.baton.arp.packet.NeighborAdvertisement;
import dev.baton.linux.MacAddress;
import dev.baton.linux.NetworkInterfaceInfo;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConflictWatchTest {
  private static final MacAddress OWN = new MacAddress(0x0200_0000_0001L);
  private static final MacAddress OTHER = new MacAddress(0x0200_0000_0002L);
  private static final long START = Long.MAX_VALUE - 1;

  private final Inet4Address v4 = (Inet4Address) address("10.20.0.10");
  private final Inet6Address v6 = (Inet6Address) address("fd77::a");
  private final ConflictWatch watch =
      new ConflictWatch(
          new NetworkInterfaceInfo("eth0", 2, Optional.of(OWN), true, true), List.of(v4, v6));

  @Test
  void reportsAnotherStationThatAnswersForAVip() {
    assertThat(arp(ArpFrame.gratuitousReply(OTHER, v4), START))
        .contains(new Conflict(v4, OTHER, "eth0"));
  }

  @Test
  void reportsAnotherStationThatAdvertisesAVip() {
    assertThat(neighbor(NeighborAdvertisement.unsolicited(OTHER, v6), START))
        .contains(new Conflict(v6, OTHER, "eth0"));
  }

  @Test
  void staysCalmAboutItsOwnFrames() {
    assertThat(arp(ArpFrame.gratuitousRequest(OWN, v4), START)).isEmpty();
    assertThat(neighbor(NeighborAdvertisement.unsolicited(OWN, v6), START)).isEmpty();
  }

  @Test
  void staysCalmAboutOtherAddressesAndOtherFrames() {
    Inet4Address stranger = (Inet4Address) address("10.20.0.11");

    assertThat(arp(ArpFrame.gratuitousReply(OTHER, stranger), START)).isEmpty();
    assertThat(arp(NeighborAdvertisement.unsolicited(OTHER, v6), START)).isEmpty();
    assertThat(neighbor(ArpFrame.gratuitousReply(OTHER, v4), START)).isEmpty();
  }

  @Test
  void staysCalmWhenSomebodyAsksForAVip() {
    ArpFrame question =
        new ArpFrame(
            MacAddress.BROADCAST,
            OTHER,
            ArpFrame.Operation.REQUEST,
            new ArpFrame.Party(OTHER, (Inet4Address) address("10.20.1.1")),
            new ArpFrame.Party(MacAddress.ZERO, v4));

    assertThat(arp(question, START)).isEmpty();
  }

  @Test
  void reportsTheSameStationOnceASecond() {
    ArpFrame claim = ArpFrame.gratuitousReply(OTHER, v4);
    arp(claim, START);

    assertThat(arp(claim, START + ConflictWatch.QUIET.toNanos() - 1)).isEmpty();
    assertThat(arp(claim, START + ConflictWatch.QUIET.toNanos())).isPresent();
  }

  @Test
  void remembersOnlySoManyStations() {
    arp(ArpFrame.gratuitousReply(OTHER, v4), START);
    for (int i = 0; i < 1000; i++) {
      arp(ArpFrame.gratuitousReply(new MacAddress(0x0300_0000_0000L + i), v4), START);
    }

    assertThat(arp(ArpFrame.gratuitousReply(OTHER, v4), START)).isPresent();
  }

  private Optional<Conflict> arp(Frame frame, long now) {
    byte[] bytes = frame.encode();
    return watch.examine(RawSocket.Protocol.ARP, bytes, bytes.length, now);
  }

  private Optional<Conflict> neighbor(Frame frame, long now) {
    byte[] bytes = frame.encode();
    return watch.examine(RawSocket.Protocol.NEIGHBOR_ADVERTISEMENT, bytes, bytes.length, now);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
