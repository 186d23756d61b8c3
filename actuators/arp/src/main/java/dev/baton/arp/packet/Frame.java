package dev.baton.arp.packet;

/** A packet with its Ethernet header. */
public interface Frame {
  /**
   * Returns the frame as it is sent, without the frame check sequence.
   *
   * @return a fresh array
   */
  byte[] encode();
}
