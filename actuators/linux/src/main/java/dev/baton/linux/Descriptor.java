package dev.baton.linux;

/** An open file descriptor. Closing it twice does nothing; using it after that is a bug. */
public final class Descriptor implements AutoCloseable {
  private final int number;
  private final String subject;
  private boolean open = true;

  Descriptor(int number, String subject) {
    this.number = number;
    this.subject = subject;
  }

  /**
   * Returns its number.
   *
   * @return not negative
   * @throws IllegalStateException when it was closed: the number may already belong to another file
   */
  public synchronized int number() {
    if (!open) {
      throw new IllegalStateException(subject + " is closed");
    }
    return number;
  }

  /**
   * Returns what the descriptor stands for, for error messages.
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
