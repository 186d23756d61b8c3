package dev.baton.arp.packet;

/**
 * The result of decoding a received frame.
 *
 * @param <T> the packet it should hold
 */
public sealed interface Decoded<T> {
  /**
   * Calls the method for this kind of result.
   *
   * @param <R> what the cases return
   * @param cases one method per kind
   * @return what the method returned
   */
  <R> R map(Cases<T, R> cases);

  /**
   * One method per kind of result.
   *
   * @param <T> the packet
   * @param <R> what the methods return
   */
  interface Cases<T, R> {
    /** The frame holds a packet. */
    R packet(T packet);

    /** The frame does not hold such a packet. */
    R dropped(DropReason reason);
  }

  /**
   * The frame holds a packet.
   *
   * @param <T> its type
   * @param value the packet
   */
  record Packet<T>(T value) implements Decoded<T> {
    @Override
    public <R> R map(Cases<T, R> cases) {
      return cases.packet(value);
    }
  }

  /**
   * The frame does not hold such a packet.
   *
   * @param <T> the packet it should hold
   * @param reason why not
   */
  record Dropped<T>(DropReason reason) implements Decoded<T> {
    @Override
    public <R> R map(Cases<T, R> cases) {
      return cases.dropped(reason);
    }
  }
}
