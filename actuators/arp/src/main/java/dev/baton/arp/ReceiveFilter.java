package dev.baton.arp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Classic BPF programs that decide which frames a packet socket receives (linux/filter.h; struct
 * sock_filter: 2 bytes code, 1 jump if true, 1 jump if false, 4 operand). Offsets count from the
 * Ethernet header. A load beyond the frame's end drops the frame.
 */
final class ReceiveFilter {
  private static final int LOAD_BYTE = 0x30;
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int WHOLE_FRAME = 0xffff;

  /**
   * The offset of the sender address in an ARP packet for IPv4 over Ethernet (RFC 826): 14 bytes
   * Ethernet header, 8 bytes fixed part, 6 bytes MAC address.
   */
  private static final int SENDER_ADDRESS = 28;

  private static final int IPV6_NEXT_HEADER = 20;
  private static final int ICMPV6 = 58;
  private static final int ICMPV6_TYPE = 54;
  private static final int NEIGHBOR_ADVERTISEMENT = 136;

  /** A jump offset is one byte. */
  private static final int MOST_ADDRESSES = 250;

  private ReceiveFilter() {}

  /**
   * Returns a program that accepts ARP packets with one of the sender addresses. If there are too
   * many addresses for one program, it accepts all ARP packets.
   */
  static byte[] arpFrom(Collection<InetAddress> senders) {
    List<Integer> addresses =
        senders.stream()
            .filter(Inet4Address.class::isInstance)
            .map(address -> ByteBuffer.wrap(address.getAddress()).getInt())
            .toList();
    if (addresses.size() > MOST_ADDRESSES) {
      return program(List.of(instruction(RETURN, 0, 0, WHOLE_FRAME)));
    }
    List<Long> instructions = new ArrayList<>();
    instructions.add(instruction(LOAD_WORD, 0, 0, SENDER_ADDRESS));
    for (int i = 0; i < addresses.size(); i++) {
      instructions.add(instruction(JUMP_IF_EQUAL, addresses.size() - i, 0, addresses.get(i)));
    }
    instructions.add(instruction(RETURN, 0, 0, 0));
    instructions.add(instruction(RETURN, 0, 0, WHOLE_FRAME));
    return program(instructions);
  }

  /**
   * Returns a program that accepts IPv6 neighbour advertisements without extension headers (RFC
   * 4861).
   */
  static byte[] advertisements() {
    return program(
        List.of(
            instruction(LOAD_BYTE, 0, 0, IPV6_NEXT_HEADER),
            instruction(JUMP_IF_EQUAL, 0, 3, ICMPV6),
            instruction(LOAD_BYTE, 0, 0, ICMPV6_TYPE),
            instruction(JUMP_IF_EQUAL, 0, 1, NEIGHBOR_ADVERTISEMENT),
            instruction(RETURN, 0, 0, WHOLE_FRAME),
            instruction(RETURN, 0, 0, 0)));
  }

  private static byte[] program(List<Long> instructions) {
    byte[] program = new byte[instructions.size() * Long.BYTES];
    ByteBuffer to = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
    instructions.forEach(to::putLong);
    return program;
  }

  private static long instruction(int code, int jumpIfTrue, int jumpIfFalse, int operand) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .putShort((short) code)
        .put((byte) jumpIfTrue)
        .put((byte) jumpIfFalse)
        .putInt(operand)
        .getLong(0);
  }
}
