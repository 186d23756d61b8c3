package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.config.Endpoint;
import dev.baton.log.LogUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCheckTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path directory;

  /** Answers each connection with the same bytes, whatever it is asked. */
  private static final class Stranger implements AutoCloseable {
    private final ServerSocket server;

    Stranger(ServerSocket server, byte[] answer) {
      this.server = server;
      Thread thread = new Thread(() -> serve(answer), "stranger");
      thread.setDaemon(true);
      thread.start();
    }

    static Stranger saying(String answer) throws IOException {
      return new Stranger(
          new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
          answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void serve(byte[] answer) {
      boolean open = true;
      while (open) {
        open = answered(answer);
      }
    }

    private boolean answered(byte[] answer) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().readNBytes(1);
        socket.getOutputStream().write(answer);
        socket.getOutputStream().flush();
        return true;
      } catch (IOException e) {
        // The client hung up, or this was closed.
        return !server.isClosed();
      }
    }

    Endpoint address() {
      return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static void refuses(Endpoint address, String protocol, String what) {
    assertThatThrownBy(
            () ->
                BrokerCheck.look(
                    List.of(address),
                    new TreeMap<>(Map.of("security.protocol", protocol)),
                    PATIENCE))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessage(address + what);
  }

  @Test
  void aWebServerIsNoBrokerWhoseAnswerIsAGigabyteLong() throws Exception {
    try (Stranger web = Stranger.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      refuses(web.address(), "PLAINTEXT", " is an HTTP server, not a Kafka broker");
      refuses(web.address(), "SSL", " is an HTTP server, not a Kafka broker");
    }
  }

  @Test
  void aServerOfAnotherProtocolIsNoBroker() throws Exception {
    try (Stranger ssh = Stranger.saying("SSH-2.0-OpenSSH_9.2\r\n");
        Stranger mute = Stranger.saying("")) {
      refuses(ssh.address(), "PLAINTEXT", " is no Kafka broker: it answers in another protocol");
      refuses(
          mute.address(),
          "PLAINTEXT",
          " is no Kafka broker: it ends the connection without an answer");
    }
  }

  @Test
  void aPortThatSpeaksTlsIsToldWithWhatToWrite() throws Exception {
    Path store = directory.resolve("server.p12");
    Keys.make(store, "changeit");
    ServerSocket secure =
        Keys.context(store, "changeit")
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (Stranger tls = new Stranger(secure, new byte[0])) {
      refuses(
          tls.address(),
          "PLAINTEXT",
          " uses TLS; kafka.properties.security.protocol has to be SSL or SASL_SSL, if it is a"
              + " Kafka broker");
    }
  }

  @Test
  void aControllerIsNoBroker() throws Exception {
    String correlation = "bato";
    // Error code 0, one request: 1 (fetch), versions 0 to 1.
    String body = "\0\0" + "\0\0\0\1" + "\0\1\0\0\0\1";
    try (Stranger controller =
        Stranger.saying("\0\0\0" + (char) (4 + body.length()) + correlation + body)) {
      refuses(
          controller.address(),
          "PLAINTEXT",
          " is a Kafka controller; kafka.bootstrap needs brokers");
    }
  }

  @Test
  void nobodyThereIsLeftToTheClientsPatienceAndExplained() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    List<String> silent =
        BrokerCheck.look(
            List.of(new Endpoint("127.0.0.1", free), new Endpoint("no.such.host.invalid", 9092)),
            Map.of(),
            PATIENCE);

    assertThat(silent)
        .containsExactly(
            "127.0.0.1:" + free + ": nothing listens there",
            "no.such.host.invalid:9092: the name is not known");
  }
}
