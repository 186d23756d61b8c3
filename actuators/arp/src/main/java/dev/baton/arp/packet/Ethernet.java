package dev.baton.arp.packet;

import dev.baton.linux.MacAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * The Ethernet II header.
 *
 * <pre>
 * offset bytes
 *      0     6  destination
 *      6     6  source
 *     12     2  type; 0x8100: a VLAN tag of 4 bytes in all, then the type (IEEE 802.1Q)
 * </pre>
 */
final class Ethernet {
  static final int HEADER_BYTES = 14;

  private static final int TYPE_OFFSET = 12;
  private static final int VLAN_TYPE = 0x8100;
  private static final int VLAN_TAG_BYTES = 4;

  private Ethernet() {}

  /** Writes the header. The buffer's position is then at the payload. */
  static ByteBuffer header(ByteBuffer frame, MacAddress destination, MacAddress source, int type) {
    return frame.put(destination.bytes()).put(source.bytes()).putShort((short) type);
  }

  static MacAddress mac(ByteBuffer frame, int offset) {
    byte[] bytes = new byte[MacAddress.BYTES];
    frame.get(offset, bytes);
    return MacAddress.of(bytes);
  }

  /**
   * Returns where the payload starts if the frame is of this type, with or without a VLAN tag;
   * empty otherwise. The buffer must hold a whole header.
   */
  static OptionalInt payloadOffset(ByteBuffer frame, int type) {
    int offset = TYPE_OFFSET;
    if (type(frame, offset) == VLAN_TYPE && frame.limit() >= HEADER_BYTES + VLAN_TAG_BYTES) {
      offset += VLAN_TAG_BYTES;
    }
    return type(frame, offset) == type ? OptionalInt.of(offset + 2) : OptionalInt.empty();
  }

  private static int type(ByteBuffer frame, int offset) {
    return Short.toUnsignedInt(frame.getShort(offset));
  }
}
