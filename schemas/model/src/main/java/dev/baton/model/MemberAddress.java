package dev.baton.model;

/**
 * Where a member of a cluster hears the others on the channel between them (rule D).
 *
 * @param address the one text of an IPv4 or IPv6 address, as in {@link Vip}; nothing is looked up
 * @param port the UDP port, 1 to 65535
 */
public record MemberAddress(String address, int port) {
  /** A member has at most so many: one for each of two networks. */
  public static final int MOST = 2;

  /** Checks the literal and the port, and brings the literal into its one form. */
  public MemberAddress {
    String given = address;
    address =
        IpLiteral.parse(address)
            .map(IpLiteral::text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "address: \"" + given + "\" is not an IPv4 or IPv6 literal"));
    Ranges.require("port", port, 1, 65_535);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static MemberAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[") && text.indexOf(']') == colon - 1;
    boolean plain = colon > 0 && text.indexOf(':') == colon;
    if (!bracketed && !plain) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address with a port, such as 10.20.0.11:9480 or [fd00::11]:9480");
    }
    String address = bracketed ? text.substring(1, colon - 1) : text.substring(0, colon);
    return new MemberAddress(address, port(text.substring(colon + 1)));
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("port: \"" + text + "\" is no number", e);
    }
  }

  /** Returns the address with its port: {@code 10.20.0.11:9480}, or {@code [fd00::11]:9480}. */
  @Override
  public String toString() {
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
  }
}
