package dev.baton.compose.service;

import dev.baton.linux.NotifySocket;
import dev.baton.linux.SystemCallException;
import dev.baton.scheduling.LoopWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the process fares (sd_notify(3)): that it has started, what its services lack,
 * that its loops come round, and that it stops. Tells nobody where no service manager listens.
 *
 * <p>Started means that the configuration was taken, and that every service runs or has waited for
 * a while. It does not mean that Kafka answers: a host that boots while Kafka is away must not wait
 * for it. The status line says what is missing. Thread-safe.
 */
final class SystemdNotifier implements AutoCloseable {
  /** The period within which systemd wants to hear of the process, in microseconds. */
  static final String WATCHDOG_VARIABLE = "WATCHDOG_USEC";

  /** Which process the period is for; any, if it is not there. */
  static final String WATCHDOG_PROCESS_VARIABLE = "WATCHDOG_PID";

  private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);
  private static final int LONGEST_STATUS = 300;

  /** Until then no loop counts as stuck. */
  private static final Duration SHORTEST = LoopWatch.LONGEST_WAIT.multipliedBy(2);

  private final Optional<NotifySocket> socket;
  private final Optional<Duration> period;
  private String status = "";
  private long fed = System.nanoTime();
  private boolean starving;
  private boolean failed;

  private SystemdNotifier(Optional<NotifySocket> socket, Optional<Duration> period) {
    this.socket = socket;
    this.period = period;
  }

  /**
   * Of whoever started this process. What cannot be used of the environment is told and left out: a
   * keeper does its work without being watched, too.
   */
  static SystemdNotifier of(Map<String, String> environment) {
    return new SystemdNotifier(
        usable(() -> NotifySocket.of(environment)), usable(() -> period(environment)));
  }

  private static <T> Optional<T> usable(Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException | SystemCallException e) {
      LOG.atWarn().log("{}; goes on without it", e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the watchdog's period, sd_watchdog_enabled(3). */
  private static Optional<Duration> period(Map<String, String> environment) {
    String process = environment.getOrDefault(WATCHDOG_PROCESS_VARIABLE, "");
    String micros = environment.getOrDefault(WATCHDOG_VARIABLE, "");
    boolean ours =
        process.isEmpty() || process.equals(Long.toString(ProcessHandle.current().pid()));
    if (!ours || micros.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1000L)))
          .filter(of -> !of.isNegative() && !of.isZero());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          WATCHDOG_VARIABLE + ": " + micros + " is no number of microseconds", e);
    }
  }

  /** Every service runs, or has waited for a while. */
  synchronized void started(List<HealthStatus> conditions) {
    status = statusOf(conditions);
    tell("READY=1", "STATUS=" + status);
  }

  /**
   * To be called several times a second: tells what has changed, and feeds the watchdog.
   *
   * @param conditions how each service fares
   */
  synchronized void look(List<HealthStatus> conditions) {
    if (socket.isEmpty()) {
      return;
    }
    String now = statusOf(conditions);
    if (!now.equals(status)) {
      status = now;
      tell("STATUS=" + now);
    }
    period.filter(every -> System.nanoTime() - fed > every.toNanos() / 4).ifPresent(this::feed);
  }

  /**
   * A loop may be late by half the period: then systemd hears nothing, and restarts the process. A
   * shorter period than loops may rest makes none of them stuck.
   */
  private void feed(Duration every) {
    Duration half = every.dividedBy(2);
    List<String> stuck = LoopWatch.stuck(half.compareTo(SHORTEST) < 0 ? SHORTEST : half);
    if (stuck.isEmpty()) {
      fed = System.nanoTime();
      starving = false;
      tell("WATCHDOG=1");
    } else if (!starving) {
      starving = true;
      LOG.atError()
          .addKeyValue("loops", stuck)
          .addKeyValue("watchdog", every)
          .log("A loop does not come round; the watchdog is not told any more and will restart us");
    }
  }

  /** The process lets go. */
  synchronized void stopping() {
    tell("STOPPING=1", "STATUS=lets go");
  }

  private static String statusOf(List<HealthStatus> conditions) {
    String missing =
        String.join(
            "; ",
            conditions.stream()
                .flatMap(condition -> condition.reasons().stream())
                .map(HealthStatus.Reason::detail)
                .distinct()
                .toList());
    String line = missing.isEmpty() ? "ready" : "not ready: " + missing.replace('\n', ' ');
    return line.substring(0, Math.min(line.length(), LONGEST_STATUS));
  }

  private void tell(String... lines) {
    try {
      socket.ifPresent(to -> to.send(lines));
      failed = false;
    } catch (SystemCallException e) {
      if (!failed) {
        failed = true;
        LOG.atWarn().log("The service manager does not hear us: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    socket.ifPresent(NotifySocket::close);
  }
}
