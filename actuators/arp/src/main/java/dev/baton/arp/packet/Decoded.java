package dev.baton.arp.packet;

/**
 * What became of a received frame.
 *
 * @param <T> the packet it should hold
 */
public sealed interface Decoded<T> {
  /**
   * Calls the method for this kind of outcome.
   *
   * @param <R> what the cases give
   * @param cases one method per kind
   * @return what the method gave
   */
  <R> R map(Cases<T, R> cases);

  /**
   * One method per kind of outcome.
   *
   * @param <T> the packet
   * @param <R> what they give
   */
  interface Cases<T, R> {
    /** The frame holds a packet. */
    R packet(T packet);

    /** It does not. */
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
