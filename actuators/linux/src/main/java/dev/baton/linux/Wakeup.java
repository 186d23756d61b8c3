package dev.baton.linux;

/** Lets another thread end a wait in {@link Libc#awaitReadable}, by an eventfd(2). Thread-safe. */
public final class Wakeup implements AutoCloseable {
  private final Descriptor event = Libc.eventDescriptor();

  /**
   * Returns the descriptor to wait for together with others.
   *
   * @return readable from {@link #wake} until {@link #clear}
   */
  public Descriptor descriptor() {
    return event;
  }

  /** Ends the present wait, or the next one. Never blocks. */
  public void wake() {
    Libc.writeEvent(event);
  }

  /** Forgets every earlier {@link #wake}. Idempotent. */
  public void clear() {
    Libc.readEvent(event);
  }

  /** Closes the descriptor. Idempotent. */
  @Override
  public void close() {
    event.close();
  }
}
