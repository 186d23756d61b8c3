package dev.baton.gcp;

import dev.baton.model.Vip;

/** Compares VIPs with the addresses of forwarding rules. */
final class Prefix {
  private Prefix() {}

  /**
   * Tells whether a rule's {@code IPAddress} carries the VIP. For IPv4 it is an address; for IPv6
   * it is a prefix of 96 bits, written with its length.
   */
  static boolean carries(String written, Vip vip) {
    String[] parts = written.split("/", 2);
    byte[] wanted = vip.inetAddress().getAddress();
    byte[] carried;
    try {
      carried = new Vip(parts[0]).inetAddress().getAddress();
    } catch (IllegalArgumentException e) {
      // The URL of a reserved address, or another form: it is not known to carry the VIP.
      return false;
    }
    int bits = wanted.length * Byte.SIZE;
    if (parts.length == 2 && parts[1].matches("[0-9]{1,3}")) {
      bits = Math.min(bits, Integer.parseInt(parts[1]));
    }
    return carried.length == wanted.length && same(carried, wanted, bits);
  }

  private static boolean same(byte[] left, byte[] right, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((left[bit / Byte.SIZE] ^ right[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
