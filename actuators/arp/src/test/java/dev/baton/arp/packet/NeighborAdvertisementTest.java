package dev.baton.arp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arp.packet.NeighborAdvertisement.Claim;
import dev.baton.arp.packet.NeighborAdvertisement.Flag;
import dev.baton.arp.packet.NeighborAdvertisement.Link;
import dev.baton.linux.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NeighborAdvertisementTest {
  /**
   * Written out by hand from RFC 8200 and RFC 4861: fd77::a at 02:00:00:00:00:01 announces itself.
   * The checksum: the words of addresses, length 32, next header 58, type, flags, target and option
   * add up to 0x3a661, with the carry 0xa664, whose complement is 0x599b.
   */
  private static final String ANNOUNCEMENT =
      "333300000001 020000000001 86dd"
          + " 60000000 0020 3a ff"
          + " fd77000000000000000000000000000a"
          + " ff020000000000000000000000000001"
          + " 88 00 599b 20000000"
          + " fd77000000000000000000000000000a"
          + " 02 01 020000000001";

  private static final MacAddress MAC = new MacAddress(0x0200_0000_0001L);

  @Test
  void announcesToAllNodesWithTheOverrideFlag() throws UnknownHostException {
    Inet6Address vip = (Inet6Address) InetAddress.getByName("fd77::a");

    assertThat(NeighborAdvertisement.unsolicited(MAC, vip).encode()).isEqualTo(announcement());
  }

  @Test
  void readsAFrameWithVlanTagAndPadding() throws UnknownHostException {
    String plain = HexFormat.of().formatHex(announcement());
    byte[] tagged = hex(plain.replace("86dd60", "8100006486dd60") + "0000");

    assertThat(NeighborAdvertisement.decode(tagged, tagged.length))
        .isEqualTo(
            new Decoded.Packet<>(
                NeighborAdvertisement.unsolicited(
                    MAC, (Inet6Address) InetAddress.getByName("fd77::a"))));
  }

  @ParameterizedTest
  @CsvSource({
    "12, 08, OTHER_ETHERTYPE",
    "14, 40, OTHER_ICMPV6",
    "20, 06, OTHER_ICMPV6",
    "54, 87, OTHER_ICMPV6",
    "55, 01, OTHER_ICMPV6",
    "21, fe, FORWARDED",
    "57, 00, CHECKSUM",
    "19, 10, TOO_SHORT",
    "19, 28, TOO_SHORT",
  })
  void namesWhyItDropsAFrame(int offset, String value, DropReason reason) {
    byte[] frame = announcement();
    frame[offset] = hex(value)[0];

    assertThat(NeighborAdvertisement.decode(frame, frame.length))
        .isEqualTo(new Decoded.Dropped<>(reason));
  }

  @ParameterizedTest
  @CsvSource({"79, 00, OPTION_LENGTH", "79, 02, OPTION_LENGTH", "62, ff, MULTICAST_TARGET"})
  void namesWhyItDropsAPacketWithARightChecksum(int offset, String value, DropReason reason) {
    byte[] frame = announcement();
    int old = Byte.toUnsignedInt(frame[offset]);
    frame[offset] = hex(value)[0];
    // RFC 1624: what the sum gains here it loses in a field that does not matter, the flags' end.
    int weight = offset % 2 == 0 ? 256 : 1;
    int change = (old - Byte.toUnsignedInt(frame[offset])) * weight;
    int spare = Math.floorMod(change, 0xffff);
    frame[60] = (byte) (spare >> 8);
    frame[61] = (byte) spare;

    assertThat(NeighborAdvertisement.decode(frame, frame.length))
        .isEqualTo(new Decoded.Dropped<>(reason));
  }

  @Test
  void dropsEveryFrameThatIsCutShort() {
    byte[] frame = announcement();
    for (int length = 0; length < frame.length; length++) {
      assertThat(NeighborAdvertisement.decode(Arrays.copyOf(frame, length), length))
          .isEqualTo(new Decoded.Dropped<>(DropReason.TOO_SHORT));
    }
  }

  @Property
  void readsWhatItWrote(@ForAll("packets") NeighborAdvertisement packet) {
    byte[] bytes = packet.encode();

    assertThat(NeighborAdvertisement.decode(bytes, bytes.length))
        .isEqualTo(new Decoded.Packet<>(packet));
  }

  @Property
  void givesAnAnswerForAnyBytes(@ForAll byte[] bytes) {
    assertThat(NeighborAdvertisement.decode(bytes, bytes.length)).isNotNull();
  }

  @Property
  void givesAnAnswerForAnyDamage(
      @ForAll("packets") NeighborAdvertisement packet, @ForAll int position, @ForAll byte value) {
    byte[] bytes = packet.encode();
    bytes[Math.floorMod(position, bytes.length)] = value;

    assertThat(NeighborAdvertisement.decode(bytes, bytes.length)).isNotNull();
  }

  @Provide
  Arbitrary<NeighborAdvertisement> packets() {
    Arbitrary<MacAddress> macs =
        Arbitraries.longs().between(0, 0xffff_ffff_ffffL).map(MacAddress::new);
    Arbitrary<Inet6Address> addresses =
        Arbitraries.bytes().array(byte[].class).ofSize(16).map(NeighborAdvertisementTest::ip);
    Arbitrary<Claim> claims =
        Combinators.combine(
                addresses.filter(each -> !each.isMulticastAddress()),
                Arbitraries.of(Flag.class).set(),
                macs.optional())
            .as(Claim::new);
    return Combinators.combine(
            Combinators.combine(macs, macs).as(Link::new), addresses, addresses, claims)
        .as(NeighborAdvertisement::new);
  }

  private static byte[] announcement() {
    return hex(ANNOUNCEMENT);
  }

  private static Inet6Address ip(byte[] bytes) {
    try {
      return Inet6Address.getByAddress("", bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
