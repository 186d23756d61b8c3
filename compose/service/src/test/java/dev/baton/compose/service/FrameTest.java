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
                ScriptedService.named("arp", journal), ScriptedService.named("agent", journal)));

    frame.start();
    frame.close();
    frame.close();

    assertThat(journal).containsExactly("start agent", "start arp", "close arp", "close agent");
  }

  @Test
  void saysWhyItIsNotReadyAndThatItLives() throws Exception {
    ScriptedService arp = ScriptedService.named("arp", journal);
    ScriptedService agent = ScriptedService.named("agent", journal);
    try (ServiceHost frame = new ServiceHost(settings(), List.of(arp, agent))) {
      frame.start();
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
        new ServiceHost(settings(), List.of(ScriptedService.named("arp", journal)))) {
      frame.start();

      HttpResponse<String> ready = get(frame, "/health/ready");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.headers().firstValue("Content-Type")).contains("application/json");
    }
  }

  @Test
  void showsMetersForPrometheus() throws Exception {
    try (ServiceHost frame =
        new ServiceHost(settings(), List.of(ScriptedService.named("arp", journal)))) {
      frame.start();

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
        new ServiceHost(settings(), List.of(ScriptedService.named("arp", journal)))) {
      frame.start();

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
  void refusesAnAddressThatIsTaken() {
    try (ServiceHost first = new ServiceHost(settings(), List.of())) {
      first.start();
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
            List.of(ScriptedService.named("arp", journal), agent));
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
            List.of(ScriptedService.named("arp", journal), new Defective()));
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
            List.of(new Unlinked(), ScriptedService.named("arp", journal)));
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
            List.of(ScriptedService.thatDoesNotClose("arp", journal)));
    frame.start();

    frame.close();

    assertThat(journal).containsExactly("start arp");
  }
}
