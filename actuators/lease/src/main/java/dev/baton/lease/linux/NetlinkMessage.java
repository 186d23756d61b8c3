package dev.baton.lease.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Builds one netlink request (netlink(7)).
 *
 * <pre>
 * offset bytes
 *      0     4  length of the message with this header
 *      4     2  type
 *      6     2  flags
 *      8     4  sequence number
 *     12     4  port id, 0: from user space
 *     16        the family's own header, then attributes
 * attribute: 2 length with this header, 2 type, value, padding to 4 (rtnetlink(7))
 * </pre>
 */
final class NetlinkMessage {
  static final int HEADER_BYTES = 16;
  static final int NLM_F_REQUEST = 1;
  static final int NLM_F_ACK = 4;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_REPLACE = 0x100;
  static final int NLM_F_CREATE = 0x400;

  private static final int CAPACITY_BYTES = 512;
  private static final int ALIGNMENT = 4;

  private final ByteBuffer buffer =
      ByteBuffer.allocate(CAPACITY_BYTES).order(ByteOrder.nativeOrder());

  NetlinkMessage(int type, int flags) {
    buffer.putInt(0).putShort((short) type).putShort((short) (flags | NLM_F_REQUEST));
    buffer.putLong(0);
  }

  NetlinkMessage put8(int value) {
    buffer.put((byte) value);
    return this;
  }

  NetlinkMessage put16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  NetlinkMessage put32(int value) {
    buffer.putInt(value);
    return this;
  }

  NetlinkMessage put(byte[] bytes) {
    buffer.put(bytes);
    return this;
  }

  NetlinkMessage attribute(int type, byte[] value) {
    buffer.putShort((short) (ALIGNMENT + value.length)).putShort((short) type).put(value);
    while (buffer.position() % ALIGNMENT != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }

  NetlinkMessage attribute32(int type, int value) {
    return attribute(
        type, ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
  }

  byte[] bytes(int sequence) {
    buffer.putInt(0, buffer.position());
    buffer.putInt(8, sequence);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
