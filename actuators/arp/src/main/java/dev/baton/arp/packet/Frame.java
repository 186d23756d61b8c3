package dev.baton.arp.packet;

/** A packet with its Ethernet header. */
public interface Frame {
  /**
   * The frame as it goes on the wire, without check sequence.
   *
   * @return a fresh array
   */
  byte[] encode();
}
