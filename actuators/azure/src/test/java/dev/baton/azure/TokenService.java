package dev.baton.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gives tokens on loopback: to a machine's identity, as App Service and the instance metadata
 * service do, and to a workload's assertion, as the identity platform does.
 */
final class TokenService implements AutoCloseable {
  private static final String DISCOVERED =
      """
      {"tenant_discovery_endpoint": "https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration",
       "api-version": "1.1",
       "metadata": [{"preferred_network": "login.microsoftonline.com",
         "preferred_cache": "login.windows.net",
         "aliases": ["login.microsoftonline.com", "login.windows.net"]}]}
      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String assertion = "";
  private volatile long lifetimeSeconds = -1;

  /** Listens on that port; 0: a free one. */
  TokenService(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers with that from now on: 200, and a token, or an error. */
  void answers(int status) {
    this.status = status;
  }

  /** Refuses every other assertion. */
  void knows(String assertion) {
    this.assertion = assertion;
  }

  /** How long tokens are good for; at first none is by the time it arrives. */
  void lifetime(long seconds) {
    this.lifetimeSeconds = seconds;
  }

  /** Returns the bodies of all requests for a token, or their queries. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (exchange.getRequestURI().getPath().equals("/common/discovery/instance")) {
        write(exchange, 200, DISCOVERED);
        return;
      }
      asked.add(body + exchange.getRequestURI().getQuery());
      boolean known = assertion.isEmpty() || body.contains("client_assertion=" + assertion + "&");
      int answer = known ? status : 401;
      write(exchange, answer, answer == 200 ? token() : error(answer));
    }
  }

  private String token() {
    return """
    {"access_token": "of-the-machine", "token_type": "Bearer", "resource": "r",
     "expires_in": "%d", "expires_on": "%d"}
    """
        .formatted(lifetimeSeconds, Instant.now().getEpochSecond() + lifetimeSeconds);
  }

  private static String error(int status) {
    return "{\"error\": \"error-%1$d\", \"error_description\": \"not now: %1$d\"}"
        .formatted(status);
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
