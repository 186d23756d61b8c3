package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.baton.cloudstubs.TlsIdentity;
import dev.baton.cloudstubs.scenario.StubScenarios;
import dev.baton.integration.RestedMoves.Moved;
import dev.baton.jvm.JavaCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a rest a move's calls leave on the connections of the calls before it, over TLS. In
 * processes of their own: whom to trust, and for how long connections are kept, the JDK reads once.
 *
 * <p>The rest is longer than what the JDK keeps a connection for by itself, 5 s. Longer rests, and
 * lines as long as to a real cloud, are measured by it too ({@code compose/docs/cost.md}).
 */
class WarmConnectionsTest {
  private static final long REST_MS = Long.getLong("baton.rest-ms", 8_000);
  private static final long WAY_MS = Long.getLong("baton.way-ms", 0);

  /** The stand-ins, which run in the process too, close what is idle. */
  private static final List<String> PATIENT = List.of("-Dsun.net.httpserver.idleInterval=600");

  /** Shorter than the rest, and longer than a move's calls are apart on a busy machine. */
  private static final List<String> IMPATIENT =
      List.of("-Dsun.net.httpserver.idleInterval=4", "-Dsun.net.httpserver.clockTick=500");

  /** Shorter than the rest. */
  private static final List<String> FORGETFUL =
      List.of(
          PATIENT.get(0), "-Dhttp.keepAlive.time.server=5", "-Djdk.httpclient.keepalive.timeout=5");

  /** As Google's metadata server and Azure's managed identity answer, the latter in words. */
  private static final String TOKEN =
      """
      {"access_token": "t", "token_type": "Bearer", "expires_in": 3600, "resource": "r",
       "expires_on": "4070908800"}
      """;

  @TempDir private Path directory;
  private HttpServer tokens;

  @BeforeEach
  void play() throws IOException {
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer = TOKEN.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    tokens.start();
  }

  @AfterEach
  void end() {
    tokens.stop(0);
  }

  @Test
  void aMoveAfterARestFindsTheConnectionsOfTheLastLook() throws Exception {
    TlsIdentity identity = TlsIdentity.create(directory, List.of());
    try (Moves kept = moves("kept", identity, PATIENT);
        Moves forgotten = moves("forgotten", identity, FORGETFUL)) {
      List<Moved> warm = kept.read();
      List<Moved> cold = forgotten.read();
      print(warm, cold);

      assertThat(warm).extracting(Moved::kind).containsExactlyElementsOf(StubScenarios.KINDS);
      assertThat(warm).allMatch(Moved::isWarm);
      assertThat(cold)
          .as("what this test sees where connections are not kept")
          .filteredOn(moved -> !moved.kind().startsWith("aws-"))
          .hasSize(2)
          .noneMatch(Moved::isWarm);
    }
  }

  /** Nobody is told by a connection that its end comes; who uses it next has to see it. */
  @Test
  void aMoveAfterARestOpensAnewWhatTheCloudHasClosed() throws Exception {
    TlsIdentity identity = TlsIdentity.create(directory, List.of());
    try (Moves closed = moves("closed", identity, IMPATIENT)) {
      assertThat(closed.read()).hasSameSizeAs(StubScenarios.KINDS).noneMatch(Moved::isWarm);
    }
  }

  /** Only where it is asked to measure. */
  private static void print(List<Moved> warm, List<Moved> cold) {
    if (WAY_MS > 0) {
      System.out.println("connections are kept for longer than the rest:");
      warm.forEach(System.out::println);
      System.out.println("for 5 s, but by the SDK of AWS:");
      cold.forEach(System.out::println);
    }
  }

  private Moves moves(String name, TlsIdentity identity, List<String> flags) throws IOException {
    List<String> command =
        JavaCommand.of(RestedMoves.class)
            .with("-XX:TieredStopAtLevel=1")
            .with(identity.trust())
            .with(flags)
            .with("-Duser.home=" + directory)
            .with("-Daws.accessKeyId=key", "-Daws.secretAccessKey=secret")
            .words(identity.store().toString(), Long.toString(REST_MS), Long.toString(WAY_MS));
    ProcessBuilder builder = new ProcessBuilder(command);
    String server = "127.0.0.1:" + tokens.getAddress().getPort();
    Map<String, String> environment = builder.environment();
    environment.put("HOME", directory.toString());
    environment.put("GCE_METADATA_HOST", server);
    environment.remove("GOOGLE_APPLICATION_CREDENTIALS");
    environment.put("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
    environment.put("IDENTITY_ENDPOINT", "http://" + server + "/msi/token");
    environment.put("IDENTITY_HEADER", "header");
    Path errors = directory.resolve(name + ".errors");
    return new Moves(builder.redirectError(errors.toFile()).start(), errors);
  }

  /** A process that makes the moves. */
  private record Moves(Process process, Path errors) implements AutoCloseable {
    List<Moved> read() throws IOException, InterruptedException {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return said.lines().map(Moved::parse).toList();
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        boolean unused = process.waitFor(2, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
