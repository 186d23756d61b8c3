package dev.baton.linux;

/** There is no interface of that name, at least not now. The message names those that there are. */
public final class NoInterfaceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Says which is missing. */
  public NoInterfaceException(String name, String present) {
    super("there is no interface " + name + " (there are: " + present + ")");
  }
}
