package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.baton.compose.cli.BatonWorld.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code baton ping} where no service of Baton answers. */
class PingTest {

  @TempDir private Path directory;

  private static Run ping(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "ping";
    System.arraycopy(words, 0, all, 1, words.length);
    return BatonWorld.baton(new Untouched(), all);
  }

  private String file(String listen) throws IOException {
    Path file = directory.resolve("node.yaml");
    Files.writeString(
        file, "node: {cluster: web}\narp: {interface: eth0}\nhttp: {listen: '" + listen + "'}\n");
    return file.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void saysHowToStartAServiceThatDoesNotRun() throws IOException {
    int port = freePort();

    Run run = ping("web", "--config", file("0.0.0.0:" + port));

    assertThat(run.err().strip())
        .isEqualTo(
            "baton: no service of Baton answers at 0.0.0.0:"
                + port
                + "; start the service, for example: systemctl start baton-node. If it serves"
                + " elsewhere, name its file: baton ping --config FILE CLUSTER");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void saysThatAServiceWithoutAWebServerCannotBeAsked() throws IOException {
    Run run = ping("web", "--config", file("off"));

    assertThat(run.err()).startsWith("baton: http.listen: is off");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongWithItsArguments() throws IOException {
    assertThat(ping().err()).contains("Missing required parameter: 'CLUSTER'");
    assertThat(ping("web", "--config", file("nowhere")).err()).contains("http.listen");
    assertThat(ping("web", "--config", file("a b:1")).status()).isEqualTo(2);
    assertThat(ping("web", "--config", directory + "/none.yaml").status()).isEqualTo(2);
  }

  @Test
  void readsWhatConcernsItFromTheFileOfTheService() throws IOException {
    String file = file("127.0.0.1:9999");

    assertThat(ping("web", "--config", file, "--print-config").out())
        .contains("listen: 127.0.0.1:9999")
        .doesNotContain("eth0");
    assertThat(ping("web", "--config", file, "--check-config").out())
        .isEqualTo("the configuration of baton ping is right\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello \u001b[2J",
        "{\"cluster\":\"mail\",\"node\":\"a\",\"members\":[]}",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[{\"node\":\"\u001b[2J\"}]}",
        "{\"cluster\":[[[[[["
      })
  void takesNothingFromWhoIsNoServiceOfBaton(String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String at = "127.0.0.1:" + server.getAddress().getPort();

      Run run = ping("web", "--http.listen=" + at);

      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith("baton: http.listen: what answers at " + at + " is no service of Baton;")
          .doesNotContain("\u001b");
      assertThat(run.status()).isEqualTo(1);
    } finally {
      server.stop(0);
    }
  }
}
