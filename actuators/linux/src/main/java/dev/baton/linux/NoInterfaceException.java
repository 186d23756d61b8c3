package dev.baton.linux;

/** There is no interface of that name now. The message lists the interfaces that exist. */
public final class NoInterfaceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param name the missing interface
   * @param present the interfaces that exist, in words
   */
  public NoInterfaceException(String name, String present) {
    super("there is no interface " + name + " (there are: " + present + ")");
  }
}
