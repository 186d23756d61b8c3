package dev.baton.aws;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A DNS query for a name's addresses, and its response. RFC 1035 section 4.1: a header with id,
 * flags and the counts of four sections, 2 bytes each, then the sections. AAAA: RFC 3596 section 2.
 */
final class DnsMessage {
  static final int TYPE_A = 1;
  static final int TYPE_AAAA = 28;
  private static final int MOST_BYTES = 512;
  private static final int CLASS_IN = 1;
  private static final int IS_ANSWER = 0x8000;
  private static final int IS_AUTHORITATIVE = 0x0400;
  private static final int IS_TRUNCATED = 0x0200;
  private static final int CODE = 0x000f;
  private static final int NO_SUCH_NAME = 3;
  private static final int POINTER = 0xc0;

  private DnsMessage() {}

  /**
   * Writes a query that asks for no recursion.
   *
   * @param name in ASCII, each label at most 63 bytes, with or without a final dot
   */
  static byte[] question(short id, String name, int type) {
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    out.putShort(id).putShort((short) 0).putShort((short) 1);
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (String label : name.split("\\.", -1)) {
      if (!label.isEmpty()) {
        out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.put((byte) 0).putShort((short) type).putShort((short) CLASS_IN);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /**
   * Reads the addresses in a response. Empty if it is no response to this query, or not an
   * authoritative one. A name that does not exist has an empty list.
   */
  static Optional<List<String>> addresses(byte[] message, short id, int type) {
    ByteBuffer in = ByteBuffer.wrap(message);
    try {
      boolean ours = in.getShort() == id;
      int flags = Short.toUnsignedInt(in.getShort());
      int needed = IS_ANSWER | IS_AUTHORITATIVE;
      if (!ours || (flags & (needed | IS_TRUNCATED)) != needed) {
        return Optional.empty();
      }
      int code = flags & CODE;
      if (code != 0) {
        return code == NO_SUCH_NAME ? Optional.of(List.of()) : Optional.empty();
      }
      return Optional.of(records(in, type));
    } catch (BufferUnderflowException | IllegalArgumentException | UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static List<String> records(ByteBuffer in, int type) throws UnknownHostException {
    int questions = Short.toUnsignedInt(in.getShort());
    int answers = Short.toUnsignedInt(in.getShort());
    in.position(in.position() + 4);
    for (int i = 0; i < questions; i++) {
      skipName(in);
      in.position(in.position() + 4);
    }
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < answers; i++) {
      skipName(in);
      int kind = Short.toUnsignedInt(in.getShort());
      in.position(in.position() + 6);
      int length = Short.toUnsignedInt(in.getShort());
      if (length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] data = new byte[length];
      in.get(data);
      if (kind == type) {
        addresses.add(InetAddress.getByAddress(data).getHostAddress());
      }
    }
    return addresses;
  }

  /** A name ends with an empty label, or with a pointer to its rest (RFC 1035 section 4.1.4). */
  private static void skipName(ByteBuffer in) {
    int length = Byte.toUnsignedInt(in.get());
    while (length != 0) {
      if (length >= POINTER) {
        in.position(in.position() + 1);
        return;
      }
      in.position(in.position() + length);
      length = Byte.toUnsignedInt(in.get());
    }
  }
}
