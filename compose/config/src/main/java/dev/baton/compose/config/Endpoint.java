package dev.baton.compose.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port 0 to 65535; with 0 the system chooses a port to listen on
 */
public record Endpoint(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]+):(\\d{1,5})");

  /**
   * Reads {@code host:port}, with an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException with the value and the expected form
   */
  public static Endpoint parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not host:port, such as 127.0.0.1:9092");
    }
    String host = matcher.group(1);
    boolean bracketed = host.startsWith("[");
    return new Endpoint(
        bracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
