package dev.baton.compose.actuators;

import java.util.Map;

/**
 * How long the JDK's HTTP clients keep an idle connection: longer than the time between two reads
 * of a binding, so that a move uses the open connection of the last read, including its TLS
 * session. By default they keep it for 5 s if the server does not say (java.net, "Networking
 * Properties"), and for 30 s since Java 20 (java.net.http, module description). A property that is
 * set already stays.
 */
final class KeptConnections {
  /** The properties, in seconds. */
  static final Map<String, String> PROPERTIES =
      Map.of("http.keepAlive.time.server", "300", "jdk.httpclient.keepalive.timeout", "300");

  private KeptConnections() {}

  /** Sets the properties; called before the first client is made. */
  static void apply() {
    PROPERTIES.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            System.setProperty(key, value);
          }
        });
  }
}
