package dev.baton.compose.netlab;

import dev.baton.linux.MacAddress;
import java.net.Inet6Address;
import java.nio.ByteBuffer;

/** Builds neighbour solicitations (RFC 4861 section 4.3) as frames. */
final class Solicitation {
  private static final int BYTES = 14 + 40 + 32;

  private Solicitation() {}

  /**
   * Returns a solicitation for the target, sent to its solicited-node multicast group (RFC 4291
   * section 2.7.1).
   *
   * @return a frame of 86 bytes: 14 Ethernet, 40 IPv6, 24 solicitation, 8 source link-layer option
   */
  static byte[] encode(MacAddress mac, byte[] source, Inet6Address target) {
    byte[] wanted = target.getAddress();
    byte[] group = {
      (byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xff, wanted[13], wanted[14], wanted[15]
    };
    ByteBuffer frame = ByteBuffer.allocate(BYTES);
    frame.putShort((short) 0x3333).put(group, 12, 4).put(mac.bytes()).putShort((short) 0x86dd);
    frame.putInt(0x60000000).putShort((short) 32).put((byte) 58).put((byte) 255);
    frame.put(source).put(group).putInt(135 << 24).putInt(0).put(wanted);
    frame.putShort((short) 0x0101).put(mac.bytes());
    long sum = 32 + 58;
    for (int at = 22; at < BYTES; at += 2) {
      sum += Short.toUnsignedInt(frame.getShort(at));
    }
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return frame.putShort(56, (short) ~sum).array();
  }
}
