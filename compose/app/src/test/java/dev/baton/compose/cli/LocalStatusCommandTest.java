package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.baton.compose.cli.BatonWorld.Run;
import dev.baton.compose.status.LocalStatus;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code baton status --local}: the service on this node answers, and Kafka is not asked. */
class LocalStatusCommandTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final String KAFKA = "--kafka.bootstrap=127.0.0.1:1";

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void page(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private Run status(String... words) {
    String at = "--http.listen=127.0.0.1:" + server.getAddress().getPort();
    return BatonWorld.baton(
        new Untouched(),
        Stream.concat(Stream.of("status", "--local", at), Stream.of(words)).toArray(String[]::new));
  }

  private void serveWeb() {
    page("/", 404, "no such page; there are: /health/live /health/ready /metrics /keeper/web");
    page(LocalStatus.path(WEB), 200, LocalStatus.of(WEB, new NodeId("a"), Optional.empty()).json());
  }

  @Test
  void showsWhatTheServiceOfThisNodeKnows() {
    serveWeb();

    Run run = status();

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo("web at a: starting\n  Kafka has not answered since the service started\n");
    assertThat(run.status()).isEqualTo(6);
    assertThat(status("--json", "web").out())
        .startsWith("{\"cluster\":\"web\",\"node\":\"a\",\"well\":false");
  }

  @Test
  void saysWhichClustersThereAreInPlaceOfTheOneAskedFor() {
    serveWeb();

    Run run = status("mail");

    assertThat(run.err()).contains("keeps no lease of mail; it keeps those of web");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void takesNothingFromWhoIsNoServiceOfBaton() {
    page("/", 200, "hello \u001b[2J");

    Run run = status();

    assertThat(run.err()).contains("is no service of Baton").doesNotContain("\u001b");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void saysHowToStartAServiceThatDoesNotRun() {
    server.stop(0);

    Run run = status();

    assertThat(run.err())
        .contains("no service of Baton answers at 127.0.0.1:" + server.getAddress().getPort())
        .contains("baton status --local --config FILE");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void cannotWatch() {
    Run run = status("--watch");

    assertThat(run.err()).contains("watch").contains("does not go with --local");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void asksNoKafka() {
    assertThat(BatonWorld.baton(new Untouched(), "status", "--local", KAFKA).err())
        .contains("kafka.bootstrap");
  }
}
