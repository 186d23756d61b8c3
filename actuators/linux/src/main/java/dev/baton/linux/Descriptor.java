package dev.baton.linux;

/** An open file descriptor. Closing it twice is harmless; using it afterwards is a bug. */
public final class Descriptor implements AutoCloseable {
  private final int number;
  private final String subject;
  private boolean open = true;

  Descriptor(int number, String subject) {
    this.number = number;
    this.subject = subject;
  }

  /**
   * The number that the kernel knows it by.
   *
   * @return not negative
   * @throws IllegalStateException when it was closed: the number may belong to another file by now
   */
  public synchronized int number() {
    if (!open) {
      throw new IllegalStateException(subject + " is closed");
    }
    return number;
  }

  /**
   * What the descriptor stands for, for error messages.
   *
   * @return for example {@code eth0} or a path
   */
  public String subject() {
    return subject;
  }

  /** Closes the descriptor. Idempotent. */
  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      Libc.closeNumber(number, subject);
    }
  }
}
