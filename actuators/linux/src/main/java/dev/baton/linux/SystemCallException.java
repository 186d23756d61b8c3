package dev.baton.linux;

/**
 * A system call or netlink request failed. The message names the call, its subject and the error.
 */
public final class SystemCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * Describes one failed call.
   *
   * @param errno the error number, positive
   * @param call the call as its manual page names it, for example {@code RTM_NEWADDR}
   * @param subject what the call was about: an interface, an address, a path
   */
  public SystemCallException(int errno, String call, String subject) {
    super(call + " " + subject + ": " + Errno.name(errno));
    this.errno = errno;
  }

  /**
   * Returns the error number.
   *
   * @return positive, see {@link Errno}
   */
  public int errno() {
    return errno;
  }
}
