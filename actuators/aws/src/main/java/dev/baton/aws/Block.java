package dev.baton.aws;

import dev.baton.model.Vip;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A CIDR block, such as {@code 10.0.0.0/16}. */
record Block(BigInteger first, int width, int bits) {

  /** Reads a block as the platform writes it. */
  static Block of(String text) {
    int slash = text.indexOf('/');
    try {
      // The platform writes an address, so no name is looked up.
      byte[] first = InetAddress.getByName(text.substring(0, slash)).getAddress();
      int bits = Integer.parseInt(text.substring(slash + 1));
      return new Block(new BigInteger(1, first), first.length * 8, bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no block of addresses: " + text, e);
    }
  }

  boolean holds(Vip vip) {
    byte[] address = vip.inetAddress().getAddress();
    int rest = width - bits;
    return address.length * 8 == width
        && new BigInteger(1, address).shiftRight(rest).equals(first.shiftRight(rest));
  }
}
