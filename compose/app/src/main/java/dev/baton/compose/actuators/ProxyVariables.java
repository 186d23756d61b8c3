package dev.baton.compose.actuators;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns the environment variables {@code HTTPS_PROXY} and {@code NO_PROXY}, which no cloud's SDK
 * reads by itself, into the system properties that the JDK's clients and these SDKs use (java.net,
 * "Networking Properties"). A machine's metadata service is never asked through a proxy.
 */
final class ProxyVariables {
  private static final String HOST = "https.proxyHost";
  private static final List<String> ALWAYS_DIRECT =
      List.of("localhost", "127.*", "[::1]", "169.254.*", "metadata.google.internal");

  private ProxyVariables() {}

  /** Sets the properties for this process's environment. A property that is set already stays. */
  static void apply() {
    if (System.getProperty(HOST) == null) {
      properties(System.getenv()).forEach(System::setProperty);
    }
  }

  /**
   * Returns the properties for an environment; empty if it names no proxy for HTTPS.
   *
   * @throws IllegalArgumentException when the proxy is no {@code http://host:port}
   */
  static SortedMap<String, String> properties(Map<String, String> environment) {
    SortedMap<String, String> found = new TreeMap<>();
    Optional<String> proxy = variable(environment, "HTTPS_PROXY");
    if (proxy.isPresent()) {
      URI uri = uri(proxy.orElseThrow());
      found.put(HOST, uri.getHost());
      found.put("https.proxyPort", Integer.toString(uri.getPort() < 0 ? 80 : uri.getPort()));
      found.put(
          "http.nonProxyHosts",
          String.join(
              "|",
              Stream.concat(
                      ALWAYS_DIRECT.stream(),
                      variable(environment, "NO_PROXY").stream().flatMap(ProxyVariables::direct))
                  .distinct()
                  .toList()));
    }
    return found;
  }

  /** Lower case has priority, as in curl. */
  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT), name)
        .map(each -> environment.getOrDefault(each, ""))
        .filter(value -> !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private static URI uri(String value) {
    try {
      URI uri = new URI(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() != null && "http".equals(uri.getScheme()) && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("HTTPS_PROXY: is no URI: " + e.getReason(), e);
    }
    // The value may contain a password, so the message does not repeat it.
    throw new IllegalArgumentException(
        "HTTPS_PROXY: is not http://host:port; a proxy with a user, or over TLS, is not supported");
  }

  /**
   * A name stands for itself and its subdomains. A block of addresses is possible only at a byte
   * boundary.
   */
  private static Stream<String> direct(String list) {
    List<String> all = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      String name = each.strip();
      if (name.equals("*")) {
        all.add("*");
      } else if (name.matches("(\\d{1,3}\\.){3}\\d{1,3}/(8|16|24)")) {
        int bytes = Integer.parseInt(name.substring(name.indexOf('/') + 1)) / 8;
        all.add(name.replaceFirst("^((?:\\d{1,3}\\.){" + bytes + "}).*$", "$1*"));
      } else if (!name.isEmpty() && !name.contains("/")) {
        String bare = name.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
        all.add(bare);
        if (!bare.matches("[0-9.]+")) {
          all.add("*." + bare);
        }
      }
    }
    return all.stream();
  }
}
