package dev.baton.responder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ResponderTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final AtomicBoolean holds = new AtomicBoolean();
  private final ResponderTally tally = new ResponderTally();
  private final List<String> broken = new ArrayList<>();
  private final List<Socket> clients = new ArrayList<>();
  private int port;
  private Responder responder;

  @BeforeEach
  void listen() throws IOException {
    port = freePort();
    responder = new Responder(settings(), holds::get, tally, broken::add);
  }

  @AfterEach
  void close() throws IOException {
    responder.close();
    for (Socket each : clients) {
      each.close();
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void saysYesOnlyWhileTheNodeHolds() throws IOException {
    assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 503 ");
    holds.set(true);
    assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nholder\n");
    holds.set(false);
    assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 503 ");

    assertThat(tally.counts()).isEqualTo(new ResponderCounts(1, 2, 0, 0));
  }

  @Test
  void saysNeitherToAnotherQuestion() throws IOException {
    holds.set(true);

    assertThat(ask("GET /health HTTP/1.1")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("DELETE / HTTP/1.1")).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
    assertThat(ask("* nonsense")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("HEAD / HTTP/1.1")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");

    assertThat(tally.counts()).isEqualTo(new ResponderCounts(1, 0, 3, 0));
  }

  @Test
  void asksForTheLeaseWhenTheQuestionIsCompleteAndNotBefore() throws IOException {
    holds.set(true);
    Socket slow = connect();
    send(slow, "GET / HTTP/1.1\r\n");
    holds.set(false);

    send(slow, "\r\n");

    assertThat(answer(slow)).startsWith("HTTP/1.1 503 ");
  }

  @Test
  void answersOneQuestionAConnectionThoughMoreAreAsked() throws IOException {
    holds.set(true);
    Socket eager = connect();

    send(eager, "GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");

    assertThat(answer(eager)).containsOnlyOnce("HTTP/1.1 200 ");
    assertThat(tally.counts().holder()).isEqualTo(1);
  }

  @Test
  void endsAConnectionThatSaysNothing() throws IOException {
    Socket silent = connect();

    assertThat(answer(silent)).isEmpty();

    await().atMost(LONG).until(() -> tally.counts().unfinished() == 1);
  }

  @Test
  void answersThoughMoreAreSilentThanItHasPlacesFor() throws IOException {
    holds.set(true);
    for (int i = 0; i < Responder.MOST_CONNECTIONS * 3; i++) {
      send(connect(), "GET /");
    }

    assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void canBeOpenedAgainAtOnceAfterItWasClosed() throws IOException {
    assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 503 ");
    responder.close();
    assertThat(responder.isServing()).isFalse();

    responder = new Responder(settings(), holds::get, tally, broken::add);

    assertThat(responder.isServing()).isTrue();
    assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 503 ");
  }

  @Test
  void namesThePortThatItCannotHave() {
    assertThatThrownBy(() -> new Responder(settings(), holds::get, tally, broken::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + port);
  }

  private ProbeEndpoint settings() {
    return new ProbeEndpoint(Optional.empty(), port, "/");
  }

  private String ask(String line) throws IOException {
    Socket client = connect();
    send(client, line + "\r\nHost: probe\r\n\r\n");
    return answer(client);
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout((int) LONG.toMillis());
    clients.add(client);
    return client;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Everything until the other side closes. */
  private static String answer(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }
}
