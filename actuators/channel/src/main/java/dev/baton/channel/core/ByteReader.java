package dev.baton.channel.core;

import java.nio.charset.StandardCharsets;

/** Reads a datagram's fields. Never reads at or behind the end that it is given. */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /**
   * Reads from these.
   *
   * @param at the first byte
   * @param end behind the last one
   */
  ByteReader(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /**
   * The next byte, 0 to 255.
   *
   * @throws IllegalArgumentException behind the end
   */
  int takeByte() {
    return bytes[advance(1)] & 0xff;
  }

  /**
   * The next number of 8 bytes.
   *
   * @throws IllegalArgumentException behind the end
   */
  long takeLong() {
    long value = 0;
    for (int from = advance(Long.BYTES); from < at; from++) {
      value = value << Byte.SIZE | (bytes[from] & 0xff);
    }
    return value;
  }

  /**
   * The next name, behind the byte with its length.
   *
   * @throws IllegalArgumentException if it reaches behind the end
   */
  String takeName() {
    int length = takeByte();
    return new String(bytes, advance(length), length, StandardCharsets.ISO_8859_1);
  }

  /**
   * Nothing may follow.
   *
   * @throws IllegalArgumentException if something does
   */
  void requireEnd() {
    if (at != end) {
      throw new IllegalArgumentException("bytes: " + (end - at) + " are left over");
    }
  }

  private int advance(int length) {
    if (length > end - at) {
      throw new IllegalArgumentException("bytes: " + length + " are missing");
    }
    int from = at;
    at += length;
    return from;
  }
}
