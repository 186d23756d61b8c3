package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.linux.Descriptor;
import dev.baton.linux.Libc;
import dev.baton.scheduling.LoopWatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd hears of a process, by a real socket. */
@Timeout(150)
class SystemdNotifierTest {
  private static final String NAME = "@baton-manager-" + ProcessHandle.current().pid();
  private static final long PERIOD_MICROS = 8_000_000;

  private final Descriptor socket = bound();
  private final List<String> heard = new ArrayList<>();
  private final ScriptedService service = ScriptedService.named("arp", new ArrayList<>());

  private static Descriptor bound() {
    byte[] path = NAME.replace('@', '\0').getBytes(StandardCharsets.UTF_8);
    byte[] address =
        ByteBuffer.allocate(Short.BYTES + path.length)
            .order(ByteOrder.nativeOrder())
            .putShort((short) Libc.AF_UNIX)
            .put(path)
            .array();
    Descriptor socket = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM, 0, "manager");
    Libc.bind(socket, address);
    return socket;
  }

  @AfterEach
  void close() {
    socket.close();
  }

  @Test
  void hearsOfStartStatusAndStop() throws Exception {
    service.becomes(HealthStatus.waiting("no-session", "no keepalive was\nacknowledged yet"));
    ServiceHost host = host(Map.of("NOTIFY_SOCKET", NAME));
    CompletableFuture<ExitCode> running = CompletableFuture.supplyAsync(host::run);

    untilHeard("READY=1\nSTATUS=not ready: no keepalive was acknowledged yet");
    service.becomes(HealthStatus.READY);
    untilHeard("STATUS=ready");
    service.becomes(HealthStatus.failed("its loop ended"));
    untilHeard("STOPPING=1\nSTATUS=lets go");

    assertThat(running.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.FAILED);
    assertThat(heard).as("nobody asked for a watchdog").noneMatch("WATCHDOG=1"::equals);
  }

  /** Kafka may be away for hours. A manager would end a process that does not say that it runs. */
  @Test
  void hearsOfAProcessWhoseServiceWaitsInItsStart() throws Exception {
    ScriptedService waits = ScriptedService.thatDoesNotStart("arp", new ArrayList<>());
    ServiceHost host = host(Map.of("NOTIFY_SOCKET", NAME), waits);
    CompletableFuture<ExitCode> running = CompletableFuture.supplyAsync(host::run);

    untilHeard("READY=1\nSTATUS=not ready: the log does not answer yet");

    host.close();
    assertThat(running.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void feedsTheWatchdogOnlyWhileEveryLoopComesRound() throws Exception {
    ServiceHost host = host(withWatchdog(Long.toString(PERIOD_MICROS)));
    CompletableFuture<ExitCode> running = CompletableFuture.supplyAsync(host::run);
    untilHeard("WATCHDOG=1");

    try (LoopWatch stuck = LoopWatch.begin("stuck loop")) {
      untilQuietFor(Duration.ofNanos(PERIOD_MICROS * 1000 / 2));
      stuck.turned();
      untilHeard("WATCHDOG=1");
    }

    host.close();
    assertThat(running.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void doesNotTakeAWatchdogThatIsForAnotherProcess() {
    Map<String, String> environment =
        Map.of("NOTIFY_SOCKET", NAME, "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1");
    try (SystemdNotifier manager = SystemdNotifier.of(environment)) {
      manager.started(List.of(HealthStatus.READY));
      manager.look(List.of(HealthStatus.READY));
      manager.stopping();
    }

    untilHeard("STOPPING=1\nSTATUS=lets go");
    assertThat(heard).hasSize(2);
  }

  @Test
  void feedsAWatchdogOfAShorterPeriodThanLoopsMayRest() throws Exception {
    ServiceHost host = host(withWatchdog("400000"));
    try (LoopWatch resting = LoopWatch.begin("resting loop")) {
      CompletableFuture<ExitCode> running = CompletableFuture.supplyAsync(host::run);
      long began = System.nanoTime();
      while (System.nanoTime() - began < LoopWatch.LONGEST_WAIT.toNanos()) {
        untilHeard("WATCHDOG=1");
      }
      resting.turned();
      host.close();
      assertThat(running.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void goesOnWithoutWhatIsNoPeriod() throws Exception {
    ServiceHost host = host(withWatchdog("soon"));
    CompletableFuture<ExitCode> running = CompletableFuture.supplyAsync(host::run);
    untilHeard("READY=1\nSTATUS=ready");
    host.close();
    assertThat(running.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.DONE);
    assertThat(heard).noneMatch("WATCHDOG=1"::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"here", "vsock:2:1234", "/no/such/socket", "@nobody-listens"})
  void goesOnWithoutAServiceManagerThatCannotBeReached(String socket) throws Exception {
    ServiceHost host = host(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "1000000"));
    CompletableFuture<ExitCode> running = CompletableFuture.supplyAsync(host::run);
    assertThat(service.awaitStart()).isTrue();
    host.close();
    assertThat(running.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.DONE);
  }

  private static Map<String, String> withWatchdog(String micros) {
    return Map.of("NOTIFY_SOCKET", NAME, "WATCHDOG_USEC", micros);
  }

  private ServiceHost host(Map<String, String> environment) {
    return host(environment, service);
  }

  private static ServiceHost host(Map<String, String> environment, Service service) {
    return new ServiceHost(
        new ServiceHost.Settings(Optional.empty(), Duration.ofSeconds(20), environment),
        List.of(List.of(service)));
  }

  private void untilHeard(String message) {
    hear(message::equals);
  }

  /** Of a quarter of the period each a message is due; it is quiet when none comes for so long. */
  private void untilQuietFor(Duration quiet) {
    long last = System.nanoTime();
    while (System.nanoTime() - last < quiet.toNanos()) {
      if (!Libc.awaitReadable(List.of(socket), Duration.ofMillis(100)).isEmpty()) {
        hear(message -> true);
        last = System.nanoTime();
      }
    }
  }

  private void hear(Predicate<String> awaited) {
    byte[] buffer = new byte[1000];
    String message;
    do {
      int length = Libc.receive(socket, buffer);
      message = new String(buffer, 0, length, StandardCharsets.UTF_8);
      heard.add(message);
    } while (!awaited.test(message));
  }
}
