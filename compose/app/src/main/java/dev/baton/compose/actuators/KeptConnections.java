package dev.baton.compose.actuators;

import java.util.Map;

/**
 * How long the JDK's HTTP clients keep a connection that nobody uses: longer than from one look at
 * a binding to the next, so that a move finds the last look's open, TLS and all. By themselves they
 * keep it for 5 s where the server says nothing (java.net, "Networking Properties") and for 30 s
 * from Java 20 on (java.net.http, module description). What somebody has set stays.
 */
final class KeptConnections {
  /** In seconds. */
  static final Map<String, String> PROPERTIES =
      Map.of("http.keepAlive.time.server", "300", "jdk.httpclient.keepalive.timeout", "300");

  private KeptConnections() {}

  /** Sets it; to be called before there is a client. */
  static void apply() {
    PROPERTIES.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            System.setProperty(key, value);
          }
        });
  }
}
