package dev.baton.channel.shell;

import java.net.InetSocketAddress;

/** A datagram on its way to an address. Immutable. */
public final class Outgoing {
  private final InetSocketAddress to;
  private final byte[] bytes;

  /** Goes to that address. */
  Outgoing(InetSocketAddress to, byte[] bytes) {
    this.to = to;
    this.bytes = bytes.clone();
  }

  /** Returns where it goes. */
  public InetSocketAddress to() {
    return to;
  }

  /** Returns a copy of what goes there. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return bytes.length + " bytes to " + to;
  }
}
