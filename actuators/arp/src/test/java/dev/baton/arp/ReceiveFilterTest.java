package dev.baton.arp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arp.packet.ArpFrame;
import dev.baton.linux.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs, run by the rules of linux/filter.h; that the kernel takes them is shown live. */
class ReceiveFilterTest {
  private static final MacAddress STATION = MacAddress.of(new byte[] {2, 0, 0, 0, 0, 9});
  private static final InetAddress V6 = address("2001:db8::10");

  @ParameterizedTest
  @EnumSource
  void passesWhatSpeaksForOneOfTheAddresses(ArpFrame.Operation operation) {
    byte[] filter =
        ReceiveFilter.arpFrom(List.of(address("10.20.0.10"), V6, address("192.0.2.255")));

    assertThat(passes(filter, arp(operation, "10.20.0.10", "10.20.0.10"))).isTrue();
    assertThat(passes(filter, arp(operation, "192.0.2.255", "10.20.0.1"))).isTrue();
    assertThat(passes(filter, arp(operation, "10.20.0.1", "10.20.0.10"))).isFalse();
    assertThat(passes(filter, arp(operation, "10.20.0.11", "192.0.2.255"))).isFalse();
  }

  @Test
  void passesNothingThatIsTooShortToSayWhoSpeaks() {
    byte[] frame = arp(ArpFrame.Operation.REPLY, "10.20.0.10", "10.20.0.10");
    byte[] filter = ReceiveFilter.arpFrom(List.of(address("10.20.0.10")));

    assertThat(passes(filter, Arrays.copyOf(frame, 31))).isFalse();
    assertThat(passes(filter, Arrays.copyOf(frame, 32))).isTrue();
  }

  @Test
  void passesNoArpWhereThereIsNoAddressOfItsKind() {
    byte[] filter = ReceiveFilter.arpFrom(List.of(V6));

    assertThat(passes(filter, arp(ArpFrame.Operation.REPLY, "10.20.0.10", "10.20.0.1"))).isFalse();
  }

  @Test
  void comparesAsManyAddressesAsJumpsCanSpan() {
    byte[] filter = ReceiveFilter.arpFrom(many(250));

    assertThat(passes(filter, arp(ArpFrame.Operation.REPLY, "10.20.1.0", "10.20.0.1"))).isTrue();
    assertThat(passes(filter, arp(ArpFrame.Operation.REPLY, "10.20.1.249", "10.20.0.1"))).isTrue();
    assertThat(passes(filter, arp(ArpFrame.Operation.REPLY, "10.20.1.250", "10.20.0.1"))).isFalse();
  }

  @Test
  void passesAllOfArpWhereTheAddressesAreMore() {
    byte[] filter = ReceiveFilter.arpFrom(many(251));

    assertThat(passes(filter, arp(ArpFrame.Operation.REPLY, "10.99.9.9", "10.20.0.1"))).isTrue();
  }

  @Test
  void passesAdvertisementsOfAllThatIsIpv6() {
    byte[] filter = ReceiveFilter.advertisements();

    assertThat(passes(filter, icmp6(58, 136))).isTrue();
    assertThat(passes(filter, icmp6(58, 135))).isFalse();
    assertThat(passes(filter, icmp6(17, 136))).isFalse();
  }

  private static List<InetAddress> many(int count) {
    List<InetAddress> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(address("10.20.1." + i));
    }
    return all;
  }

  private static byte[] arp(ArpFrame.Operation operation, String sender, String target) {
    return new ArpFrame(
            MacAddress.BROADCAST,
            STATION,
            operation,
            new ArpFrame.Party(STATION, (Inet4Address) address(sender)),
            new ArpFrame.Party(MacAddress.ZERO, (Inet4Address) address(target)))
        .encode();
  }

  private static byte[] icmp6(int nextHeader, int type) {
    byte[] frame = new byte[86];
    frame[20] = (byte) nextHeader;
    frame[54] = (byte) type;
    return frame;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Loads are big-endian; one beyond the frame ends the program with 0. */
  private static boolean passes(byte[] program, byte[] frame) {
    ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
    int accumulator = 0;
    int at = 0;
    while (true) {
      int operand = code.getInt(at + 4);
      int width = code.getShort(at) == 0x20 ? 4 : 1;
      switch (code.getShort(at)) {
        case 0x20, 0x30 -> {
          if (operand + width > frame.length) {
            return false;
          }
          accumulator = width == 4 ? ByteBuffer.wrap(frame).getInt(operand) : frame[operand] & 0xff;
        }
        case 0x15 -> at += 8 * (code.get(at + (accumulator == operand ? 2 : 3)) & 0xff);
        case 0x06 -> {
          return operand != 0;
        }
        default -> throw new AssertionError("no such instruction is used");
      }
      at += 8;
    }
  }
}
