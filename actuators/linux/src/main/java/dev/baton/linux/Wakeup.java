package dev.baton.linux;

/** Lets another thread end a wait in {@link Libc#awaitReadable}. Thread-safe. */
public final class Wakeup implements AutoCloseable {
  private final Descriptor event = Libc.eventDescriptor();

  /**
   * The descriptor to wait for beside others.
   *
   * @return readable from {@link #wake} until {@link #clear}
   */
  public Descriptor descriptor() {
    return event;
  }

  /** Ends the wait that runs now, or the next one. Never blocks. */
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
