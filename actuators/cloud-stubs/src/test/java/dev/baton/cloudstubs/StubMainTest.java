package dev.baton.cloudstubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cloudstubs.scenario.StubScenarios;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StubMainTest {
  private final PipedOutputStream stdin = new PipedOutputStream();
  private final PipedInputStream stdout = new PipedInputStream();

  static List<String> kinds() {
    return StubScenarios.KINDS;
  }

  @AfterEach
  void end() throws IOException {
    stdin.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saysHowItsClusterIsDefinedAndWhoGetsTheTrafficUntilItsInputEnds(String kind)
      throws Exception {
    InputStream in = new PipedInputStream(stdin);
    CompletableFuture<Integer> ended = start(in, kind);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stdout, StandardCharsets.UTF_8));
    JsonNode line = new ObjectMapper().readTree(lines.readLine());
    String endpoint = line.at("/bindings/0/endpoint").asText();

    assertThat(line.at("/bindings/0/kind").asText()).isEqualTo(kind);
    assertThat(line.at("/nodes/1/id").asText()).isEqualTo("b");
    assertThat(line.path("vips")).extracting(JsonNode::asText).containsExactly("10.99.0.10");
    assertThat(ask("GET", endpoint + "/_truth")).contains("\"node\":\"a\"");

    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(() -> ask("GET", endpoint + "/_truth?not=a"));
    assertThat(ask("POST", endpoint + "/_meddle?node=b")).contains("\"node\":\"b\"");
    assertThat(other.get(2, TimeUnit.MINUTES)).contains("\"node\":\"b\"", "\"since\":\"2");
    assertThat(ask("POST", endpoint + "/_meddle?node=c")).contains("no node c");
    assertThat(ask("POST", endpoint + "/_trouble?at=0&kind=THROTTLED")).contains("calls");
    assertThat(ask("POST", endpoint + "/_trouble?at=0&kind=ODD")).contains("error");

    stdin.close();
    assertThat(ended.get(2, TimeUnit.MINUTES)).isZero();
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws IOException {
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    assertThat(StubMain.run(InputStream.nullInputStream(), out, "--scenery", "x")).isEqualTo(2);
    assertThat(StubMain.run(InputStream.nullInputStream(), out, "--scenario", "x")).isEqualTo(2);
  }

  private CompletableFuture<Integer> start(InputStream in, String kind) throws IOException {
    PrintStream out = new PrintStream(new PipedOutputStream(stdout), true, StandardCharsets.UTF_8);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return StubMain.run(
                in,
                out,
                "--scenario",
                kind,
                "--nodes",
                "a=10.20.1.10,b=10.20.2.10",
                "--vip",
                "10.99.0.10");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String ask(String method, String uri) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
