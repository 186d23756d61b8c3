package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.config.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FrameTest {

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  private static ServiceHost.Settings settings() {
    return new ServiceHost.Settings(
        Optional.of(new Endpoint("127.0.0.1", 0)), Duration.ofSeconds(20));
  }

  private static void start(ServiceHost frame) {
    var unused = frame.start().orTimeout(2, TimeUnit.MINUTES).join();
  }

  private HttpResponse<String> get(ServiceHost frame, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + frame.listening().orElseThrow() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void startsInReverseAndClosesInOrderOnce() {
    ServiceHost frame =
        new ServiceHost(
            settings(),
            List.of(
                List.of(
                    ScriptedService.named("arp", journal),
                    ScriptedService.named("agent", journal))));

    start(frame);
    frame.close();
    frame.close();

    assertThat(journal).containsExactly("start agent", "start arp", "close arp", "close agent");
  }

  @Test
  void startsAGroupWhileAnotherOneWaitsAndClosesBoth() throws Exception {
    ScriptedService waits = ScriptedService.thatDoesNotStart("web/arp", journal);
    ScriptedService runs = ScriptedService.named("mail/arp", journal);
    ServiceHost frame = new ServiceHost(settings(), List.of(List.of(waits), List.of(runs)));

    CompletableFuture<Void> start = frame.start();

    assertThat(runs.awaitStart()).isTrue();
    assertThat(start).isNotDone();
    frame.close();
    assertThat(journal)
        .containsExactlyInAnyOrder("start mail/arp", "close mail/arp", "close web/arp");
  }

  @Test
  void endsWhenOneGroupCannotStartAlthoughAnotherOneWaits() {
    ServiceHost frame =
        new ServiceHost(
            new ServiceHost.Settings(Optional.empty(), Duration.ofSeconds(20)),
            List.of(
                List.of(ScriptedService.thatDoesNotStart("web/arp", journal)),
                List.of(new Unlinked())));
    try {
      assertThat(frame.run()).isEqualTo(ExitCode.FAILED);
      assertThat(journal).containsExactly("close web/arp");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  @Test
  void saysWhyItIsNotReadyAndThatItLives() throws Exception {
    ScriptedService arp = ScriptedService.named("arp", journal);
    ScriptedService agent = ScriptedService.named("agent", journal);
    try (ServiceHost frame = new ServiceHost(settings(), List.of(List.of(arp, agent)))) {
      start(frame);
      arp.becomes(HealthStatus.waiting("no-session", "no keepalive was acknowledged yet"));

      HttpResponse<String> ready = get(frame, "/health/ready");
      HttpResponse<String> live = get(frame, "/health/live");

      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo(
              "{\"ready\":false,\"services\":[{\"service\":\"arp\",\"ready\":false,\"reasons\":"
                  + "[{\"code\":\"no-session\",\"detail\":\"no keepalive was acknowledged yet\"}]},"
                  + "{\"service\":\"agent\",\"ready\":true,\"reasons\":[]}]}\n");
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.body()).startsWith("{\"live\":true,");
    }
  }

  @Test
  void isReadyWhenEveryServiceIs() throws Exception {
    try (ServiceHost frame =
        new ServiceHost(settings(), List.of(List.of(ScriptedService.named("arp", journal))))) {
      start(frame);

      HttpResponse<String> ready = get(frame, "/health/ready");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.headers().firstValue("Content-Type")).contains("application/json");
    }
  }

  @Test
  void showsMetersForPrometheus() throws Exception {
    try (ServiceHost frame =
        new ServiceHost(settings(), List.of(List.of(ScriptedService.named("arp", journal))))) {
      start(frame);

      HttpResponse<String> metrics = get(frame, "/metrics");

      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.body())
          .contains("baton_ready{service=\"arp\"} 1.0")
          .contains("baton_agent_reports_lost_total{cluster=\"web\",node=\"arp\"} 1.0")
          .contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void showsNothingElse() throws Exception {
    try (ServiceHost frame =
        new ServiceHost(settings(), List.of(List.of(ScriptedService.named("arp", journal))))) {
      start(frame);

      assertThat(get(frame, "/config").statusCode()).isEqualTo(404);
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(
                              URI.create(
                                  "http://" + frame.listening().orElseThrow() + "/health/live"))
                          .POST(HttpRequest.BodyPublishers.noBody())
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void servesThePagesOfItsServicesAndNamesThem() throws Exception {
    CompletableFuture<String> later = new CompletableFuture<>();
    Paged paged =
        new Paged(
            List.<WebPage>of(
                new Page("/channel/web/ping", later),
                new Page("/broken", CompletableFuture.failedFuture(new IOException("broken")))));
    try (ServiceHost frame = new ServiceHost(settings(), List.of(List.of(paged)))) {
      start(frame);
      URI uri = URI.create("http://" + frame.listening().orElseThrow() + "/channel/web/ping");
      CompletableFuture<HttpResponse<String>> waits =
          client.sendAsync(
              HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

      // The server's only thread is free meanwhile.
      assertThat(get(frame, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(frame, "/broken").statusCode()).isEqualTo(500);
      assertThat(get(frame, "/channel/mail/ping").body())
          .isEqualTo("here are: /health/live /health/ready /metrics /broken /channel/web/ping\n");
      assertThat(waits).isNotDone();
      later.complete("{\"a\":1}");

      HttpResponse<String> answer = waits.get(2, TimeUnit.MINUTES);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"a\":1}\n");
    }
  }

  private record Page(String path, CompletableFuture<String> answer) implements WebPage {}

  private record Paged(List<WebPage> pages) implements Service {
    @Override
    public String name() {
      return "arp";
    }

    @Override
    public void start(Meters meters) {}

    @Override
    public HealthStatus condition() {
      return HealthStatus.READY;
    }

    @Override
    public void close() {}
  }

  @Test
  void refusesAnAddressThatIsTaken() {
    try (ServiceHost first = new ServiceHost(settings(), List.of())) {
      start(first);
      Endpoint taken = first.listening().orElseThrow();
      try (ServiceHost second =
          new ServiceHost(
              new ServiceHost.Settings(Optional.of(taken), Duration.ofSeconds(20)), List.of())) {

        assertThatThrownBy(second::start)
            .isInstanceOf(ServiceException.class)
            .hasMessageStartingWith("http.listen: cannot listen on " + taken);
      }
    }
  }

  @Test
  void endsWhenAServiceHasFailed() throws Exception {
    ScriptedService agent = ScriptedService.named("agent", journal);
    ServiceHost frame =
        new ServiceHost(
            new ServiceHost.Settings(Optional.empty(), Duration.ofSeconds(20)),
            List.of(List.of(ScriptedService.named("arp", journal), agent)));
    CompletableFuture<ExitCode> ending = CompletableFuture.supplyAsync(frame::run);

    agent.becomes(HealthStatus.failed("its loop ended"));

    assertThat(ending.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.FAILED);
    assertThat(journal).containsExactly("start agent", "start arp", "close arp", "close agent");
  }

  @Test
  @Timeout(150)
  void endsWhenAThreadHasDied() {
    ServiceHost frame =
        new ServiceHost(
            new ServiceHost.Settings(Optional.empty(), Duration.ofSeconds(20)),
            List.of(List.of(ScriptedService.named("arp", journal), new Defective())));
    try {
      assertThat(frame.run()).isEqualTo(ExitCode.FAILED);
      assertThat(journal).containsExactly("start arp", "close arp");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  @Test
  @Timeout(150)
  void endsWhenAStartMeetsAnErrorThatNobodyForesaw() {
    ServiceHost frame =
        new ServiceHost(
            new ServiceHost.Settings(Optional.empty(), Duration.ofSeconds(20)),
            List.of(List.of(new Unlinked(), ScriptedService.named("arp", journal))));
    try {
      assertThat(frame.run()).isEqualTo(ExitCode.FAILED);
      assertThat(journal).containsExactly("start arp", "close arp");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  @Test
  void namesTheNativeLibraryThatCannotBeLoadedAndTheWayOut() {
    UnsatisfiedLinkError cause =
        new UnsatisfiedLinkError("/tmp/jna1.tmp: failed to map segment from shared object");
    NoClassDefFoundError later =
        new NoClassDefFoundError("Could not initialize class com.sun.jna.Native");
    later.initCause(cause);

    assertThat(Faults.words(later))
        .startsWith("the native library of JNA cannot be loaded (UnsatisfiedLinkError: /tmp/jna1")
        .contains("noexec")
        .contains("-Djna.tmpdir=");
    assertThat(Faults.words(new IllegalStateException("a defect")))
        .isEqualTo("IllegalStateException: a defect");
  }

  /** Cannot be linked, as where a native library lies on a file system mounted noexec. */
  private static final class Unlinked implements Service {
    @Override
    public String name() {
      return "unlinked";
    }

    @Override
    public void start(Meters meters) {
      throw new UnsatisfiedLinkError("no library");
    }

    @Override
    public HealthStatus condition() {
      return HealthStatus.READY;
    }

    @Override
    public void close() {
      throw new NoClassDefFoundError("no library");
    }
  }

  /** Starts a thread that dies, and knows nothing of it. */
  private static final class Defective implements Service {
    @Override
    public String name() {
      return "defective";
    }

    @Override
    public void start(Meters meters) {
      Thread reader =
          new Thread(
              () -> {
                throw new IllegalStateException("a defect");
              },
              "read-events-0");
      reader.start();
    }

    @Override
    public HealthStatus condition() {
      return HealthStatus.READY;
    }

    @Override
    public void close() {}
  }

  @Test
  void doesNotWaitBeyondTheDeadlineForAServiceToLetGo() {
    ServiceHost frame =
        new ServiceHost(
            new ServiceHost.Settings(Optional.empty(), Duration.ofMillis(50)),
            List.of(List.of(ScriptedService.thatDoesNotClose("arp", journal))));
    start(frame);

    frame.close();

    assertThat(journal).containsExactly("start arp");
  }
}
