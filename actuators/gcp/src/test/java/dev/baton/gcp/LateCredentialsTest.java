package dev.baton.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.sun.net.httpserver.HttpServer;
import dev.baton.jvm.JavaCommand;
import dev.baton.spi.ActuatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateCredentialsTest {
  private static final URI ANYWHERE = URI.create("https://compute.googleapis.com/");
  private final Deque<String> looks = new ArrayDeque<>();

  @Test
  void areLookedForAnewUntilTheyAreThere() throws IOException {
    LateCredentials late = new LateCredentials(this::look);

    assertThatThrownBy(() -> late.getRequestMetadata(ANYWHERE))
        .isInstanceOf(LateCredentials.Unavailable.class)
        .hasMessage("no credentials now: none yet");
    looks.add("token-1");
    assertThat(late.getRequestMetadata(ANYWHERE).get("Authorization"))
        .containsExactly("Bearer token-1");
    assertThat(late.getRequestMetadata(ANYWHERE).get("Authorization"))
        .as("and kept")
        .containsExactly("Bearer token-1");
  }

  private GoogleCredentials look() throws IOException {
    if (looks.isEmpty()) {
      throw new IOException("none yet");
    }
    Date later = Date.from(Instant.now().plusSeconds(3_600));
    return GoogleCredentials.create(new AccessToken(looks.remove(), later));
  }

  /** A call that was not sent for want of them has no effect. */
  @Test
  void areAPassingTroubleOfAWriteToo() {
    RuntimeException thrown =
        new IllegalStateException(new LateCredentials.Unavailable(new IOException("none")));

    assertThat(Errors.of(Calls.SERVICE_UPDATE, true, thrown).kind())
        .isEqualTo(ActuatorException.Kind.TRANSIENT);
  }

  /** What runs in a process of its own, whose environment names the metadata server. */
  static final class Shown {
    private Shown() {}

    /** Tries once for each line that is read. */
    public static void main(String[] arguments) throws IOException {
      LateCredentials late = new LateCredentials();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        while (lines.readLine() != null) {
          try {
            System.out.println(late.getRequestMetadata(ANYWHERE).get("Authorization"));
          } catch (LateCredentials.Unavailable e) {
            System.out.println("none");
          }
        }
      }
    }
  }

  /** The library's own search remembers for the life of the process that it found no server. */
  @Test
  void comeFromAMetadataServerThatStartsAfterTheFirstLook(@TempDir Path home) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process = shown(port, home);
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter tell =
            new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
      tell.println("look");
      assertThat(said.readLine()).isEqualTo("none");
      HttpServer metadata = metadata(port);
      try {
        tell.println("look");
        assertThat(said.readLine()).isEqualTo("[Bearer of-the-machine]");
      } finally {
        metadata.stop(0);
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static Process shown(int port, Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(JavaCommand.of(Shown.class).with("-Duser.home=" + home).words());
    builder.environment().put("GCE_METADATA_HOST", "127.0.0.1:" + port);
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("GOOGLE_APPLICATION_CREDENTIALS");
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static HttpServer metadata(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer =
                """
                {"access_token": "of-the-machine", "expires_in": 3599, "token_type": "Bearer"}
                """
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
    return server;
  }
}
