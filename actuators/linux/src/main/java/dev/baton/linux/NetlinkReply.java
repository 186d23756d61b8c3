package dev.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One message from the kernel; {@link NetlinkMessage} has the layout.
 *
 * @param type the message type
 * @param flags the message flags
 * @param sequence the sequence number of the request that it answers
 * @param payload the bytes after the header, in the machine's byte order, position at their start
 */
record NetlinkReply(int type, int flags, int sequence, ByteBuffer payload) {
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  static final int NLM_F_DUMP_INTR = 0x10;

  private static final int ATTRIBUTE_HEADER_BYTES = 4;
  private static final int NLA_TYPE_MASK = 0x3fff;

  /** Splits a datagram into its messages. A message that is cut off at the end is left out. */
  static List<NetlinkReply> split(byte[] datagram, int length) {
    ByteBuffer buffer = ByteBuffer.wrap(datagram, 0, length).order(ByteOrder.nativeOrder());
    List<NetlinkReply> replies = new ArrayList<>();
    int start = 0;
    while (start + NetlinkMessage.HEADER_BYTES <= length) {
      int size = buffer.getInt(start);
      if (size < NetlinkMessage.HEADER_BYTES || start + size > length) {
        break;
      }
      byte[] payload = new byte[size - NetlinkMessage.HEADER_BYTES];
      buffer.get(start + NetlinkMessage.HEADER_BYTES, payload);
      replies.add(
          new NetlinkReply(
              buffer.getShort(start + 4),
              buffer.getShort(start + 6),
              buffer.getInt(start + 8),
              ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder())));
      start += aligned(size);
    }
    return replies;
  }

  /** Returns the error number of an acknowledgement: 0 for success, otherwise positive. */
  int errno() {
    return -payload.getInt(0);
  }

  /**
   * Returns the attributes after a family header of {@code headerBytes}. If a type occurs twice,
   * the last one counts.
   */
  SortedMap<Integer, byte[]> attributes(int headerBytes) {
    SortedMap<Integer, byte[]> attributes = new TreeMap<>();
    int at = headerBytes;
    while (at + ATTRIBUTE_HEADER_BYTES <= payload.limit()) {
      int size = Short.toUnsignedInt(payload.getShort(at));
      if (size < ATTRIBUTE_HEADER_BYTES || at + size > payload.limit()) {
        break;
      }
      byte[] value = new byte[size - ATTRIBUTE_HEADER_BYTES];
      payload.get(at + ATTRIBUTE_HEADER_BYTES, value);
      attributes.put(payload.getShort(at + 2) & NLA_TYPE_MASK, value);
      at += aligned(size);
    }
    return attributes;
  }

  private static int aligned(int size) {
    return (size + 3) & ~3;
  }
}
