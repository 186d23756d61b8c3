package dev.baton.linux;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An Ethernet address.
 *
 * @param value the six bytes as a number, first byte highest; 0 to 2^48 - 1
 */
public record MacAddress(long value) {
  /** How many bytes an address has. */
  public static final int BYTES = 6;

  /** The broadcast address, which every station receives. */
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  /** All zero, which means "unknown" in an ARP request (RFC 826). */
  public static final MacAddress ZERO = new MacAddress(0);

  /** Checks the range. */
  public MacAddress {
    if (value < 0 || value > 0xffff_ffff_ffffL) {
      throw new IllegalArgumentException("not 48 bits: " + value);
    }
  }

  /**
   * Reads an address from bytes.
   *
   * @param bytes exactly six bytes
   * @return the address
   * @throws IllegalArgumentException when there are more or fewer
   */
  public static MacAddress of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an Ethernet address has 6 bytes, not " + bytes.length);
    }
    return new MacAddress(ByteBuffer.allocate(8).put(2, bytes).getLong(0));
  }

  /**
   * Returns the address as it is written in a frame.
   *
   * @return six bytes, a fresh array
   */
  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer.allocate(8).putLong(0, value).get(2, bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(bytes());
  }
}
