package dev.baton.arp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.linux.MacAddress;
import java.net.Inet4Address;
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

final class ArpFrameTest {
  private static final MacAddress MAC = new MacAddress(0x0200_0000_0001L);

  /** Written out by hand from RFC 826: a request in which 10.20.0.10 announces itself. */
  private static final String REQUEST =
      "ffffffffffff 020000000001 0806"
          + " 0001 0800 06 04 0001"
          + " 020000000001 0a14000a 000000000000 0a14000a";

  @Test
  void announcesAsARequestWithSenderAndTargetTheSame() {
    assertThat(ArpFrame.gratuitousRequest(MAC, ip("10.20.0.10")).encode()).isEqualTo(hex(REQUEST));
  }

  @Test
  void announcesAsAReplyToEverybody() {
    String reply = REQUEST.replace("04 0001", "04 0002").replace("000000000000", "020000000001");

    assertThat(ArpFrame.gratuitousReply(MAC, ip("10.20.0.10")).encode()).isEqualTo(hex(reply));
  }

  @Test
  void readsAFrameWithVlanTagAndPadding() {
    byte[] tagged =
        hex(REQUEST.replace(" 0806", " 8100 0064 0806") + "000000000000000000000000000000000000");

    assertThat(ArpFrame.decode(tagged, tagged.length))
        .isEqualTo(new Decoded.Packet<>(ArpFrame.gratuitousRequest(MAC, ip("10.20.0.10"))));
  }

  @ParameterizedTest
  @CsvSource({
    "0806, 0800, OTHER_ETHERTYPE",
    "0001 0800, 0006 0800, OTHER_ARP_KIND",
    "0800 06, 86dd 06, OTHER_ARP_KIND",
    "06 04, 08 04, OTHER_ARP_KIND",
    "04 0001, 04 0003, OTHER_ARP_OPERATION",
  })
  void namesWhyItDropsAFrame(String part, String other, DropReason reason) {
    byte[] frame = hex(REQUEST.replaceFirst(part, other));

    assertThat(ArpFrame.decode(frame, frame.length)).isEqualTo(new Decoded.Dropped<>(reason));
  }

  @Test
  void dropsEveryFrameThatIsCutShort() {
    byte[] frame = hex(REQUEST);
    for (int length = 0; length < frame.length; length++) {
      assertThat(ArpFrame.decode(frame, length))
          .isEqualTo(new Decoded.Dropped<>(DropReason.TOO_SHORT));
      assertThat(ArpFrame.decode(Arrays.copyOf(frame, length), length))
          .isEqualTo(new Decoded.Dropped<>(DropReason.TOO_SHORT));
    }
  }

  @Property
  void readsWhatItWrote(@ForAll("frames") ArpFrame frame) {
    byte[] bytes = frame.encode();

    assertThat(ArpFrame.decode(bytes, bytes.length)).isEqualTo(new Decoded.Packet<>(frame));
  }

  @Property
  void givesAnAnswerForAnyBytes(@ForAll byte[] bytes) {
    assertThat(ArpFrame.decode(bytes, bytes.length)).isNotNull();
  }

  @Property
  void givesAnAnswerForAnyDamage(
      @ForAll("frames") ArpFrame frame, @ForAll int position, @ForAll byte value) {
    byte[] bytes = frame.encode();
    bytes[Math.floorMod(position, bytes.length)] = value;

    assertThat(ArpFrame.decode(bytes, bytes.length)).isNotNull();
  }

  @Provide
  Arbitrary<ArpFrame> frames() {
    Arbitrary<MacAddress> macs =
        Arbitraries.longs().between(0, 0xffff_ffff_ffffL).map(MacAddress::new);
    Arbitrary<ArpFrame.Party> parties =
        Combinators.combine(
                macs, Arbitraries.bytes().array(byte[].class).ofSize(4).map(ArpFrameTest::ip))
            .as(ArpFrame.Party::new);
    return Combinators.combine(
            macs, macs, Arbitraries.of(ArpFrame.Operation.values()), parties, parties)
        .as(ArpFrame::new);
  }

  private static Inet4Address ip(byte[] bytes) {
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Inet4Address ip(String literal) {
    try {
      return (Inet4Address) InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
