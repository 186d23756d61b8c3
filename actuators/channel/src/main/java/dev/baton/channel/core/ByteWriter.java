package dev.baton.channel.core;

import java.nio.charset.StandardCharsets;

/** Writes a datagram's fields, big-endian, one behind the other. */
final class ByteWriter {
  private final byte[] bytes;
  private int at;

  /** Writes into these, from the first on. */
  ByteWriter(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns how many bytes are written. */
  int length() {
    return at;
  }

  void putByte(int value) {
    bytes[at++] = (byte) value;
  }

  void putLong(long value) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      putByte((int) (value >>> shift));
    }
  }

  /** A name, in a field of that width, with zeros behind it. */
  void putPadded(String name, int width) {
    byte[] written = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(written, 0, bytes, at, written.length);
    at += width;
  }

  /** A name, behind a byte with its length. */
  void putName(String name) {
    byte[] written = name.getBytes(StandardCharsets.US_ASCII);
    putByte(written.length);
    System.arraycopy(written, 0, bytes, at, written.length);
    at += written.length;
  }
}
