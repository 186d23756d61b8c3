package dev.baton.linux;

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
public final class NetlinkMessage {
  /** Creates what does not exist, and leaves what exists. */
  public static final int NLM_F_CREATE = 0x400;

  static final int HEADER_BYTES = 16;
  static final int NLM_F_REQUEST = 1;
  static final int NLM_F_ACK = 4;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_REPLACE = 0x100;
  static final int NLM_F_EXCL = 0x200;

  private static final int CAPACITY_BYTES = 512;
  private static final int ALIGNMENT = 4;
  private static final int FLAGS_OFFSET = 6;
  private static final int NLA_F_NESTED = 0x8000;
  private static final int MOST_ATTRIBUTE_BYTES = 0xffff;

  private ByteBuffer buffer = ByteBuffer.allocate(CAPACITY_BYTES).order(ByteOrder.nativeOrder());

  /**
   * Starts a request.
   *
   * @param type the message type
   * @param flags the message flags, besides {@code NLM_F_REQUEST}
   */
  public NetlinkMessage(int type, int flags) {
    buffer.putInt(0).putShort((short) type).putShort((short) (flags | NLM_F_REQUEST));
    buffer.putLong(0);
  }

  /** Appends one byte. */
  public NetlinkMessage put8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  /** Appends two bytes, in the machine's byte order. */
  public NetlinkMessage put16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  NetlinkMessage put32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  NetlinkMessage put(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  /** Appends an attribute. */
  public NetlinkMessage attribute(int type, byte[] value) {
    room(2 * ALIGNMENT + value.length)
        .putShort((short) (ALIGNMENT + value.length))
        .putShort((short) type)
        .put(value);
    while (buffer.position() % ALIGNMENT != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }

  /**
   * Appends an attribute that consists of attributes.
   *
   * @param type its type
   * @param content appends the inner attributes to this message
   * @throws IllegalArgumentException when they are longer than an attribute can be, 65,531 bytes
   */
  public NetlinkMessage nested(int type, Runnable content) {
    int start = room(ALIGNMENT).position();
    buffer.putShort((short) 0).putShort((short) (type | NLA_F_NESTED));
    content.run();
    int length = buffer.position() - start;
    if (length > MOST_ATTRIBUTE_BYTES) {
      throw new IllegalArgumentException("an attribute of " + length + " bytes");
    }
    buffer.putShort(start, (short) length);
    return this;
  }

  NetlinkMessage attribute32(int type, int value) {
    return attribute(
        type, ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
  }

  /** Asks the kernel for an acknowledgement. */
  NetlinkMessage acknowledged() {
    buffer.putShort(FLAGS_OFFSET, (short) (buffer.getShort(FLAGS_OFFSET) | NLM_F_ACK));
    return this;
  }

  byte[] bytes(int sequence) {
    buffer.putInt(0, buffer.position());
    buffer.putInt(8, sequence);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** Returns the buffer, with room for that many more bytes. */
  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
      buffer =
          ByteBuffer.allocate(capacity)
              .order(ByteOrder.nativeOrder())
              .put(buffer.array(), 0, buffer.position());
    }
    return buffer;
  }
}
