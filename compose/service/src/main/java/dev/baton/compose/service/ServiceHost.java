package dev.baton.compose.service;

import dev.baton.compose.config.Endpoint;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process with its services: starts them in order, watches over them, and ends them in the
 * order in which they have to let go.
 */
public final class ServiceHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);

  /** How often it looks whether a service has failed. */
  private static final long WATCH_INTERVAL_MS = 200;

  private final Settings settings;
  private final List<Service> services;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<HttpEndpoint> http = Optional.empty();
  private volatile boolean threadDied;
  private boolean endedInTime;

  /**
   * What a process has to be told.
   *
   * @param listen where its web server listens; empty: it has none
   * @param closeWithin how long its services may take to let go, together
   */
  public record Settings(Optional<Endpoint> listen, Duration closeWithin) {}

  /**
   * Puts a process together.
   *
   * @param services in the order in which they are closed; they are started in the reverse order,
   *     so that what is needed by another is there before and after it
   */
  public ServiceHost(Settings settings, List<Service> services) {
    this.settings = settings;
    this.services = List.copyOf(services);
  }

  /**
   * Starts everything, and returns when it runs.
   *
   * @throws ServiceException when something cannot start; close the frame then
   */
  public void start() {
    new UptimeMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    http = settings.listen().map(listen -> new HttpEndpoint(listen, services, registry));
    for (int index = services.size() - 1; index >= 0; index--) {
      Service service = services.get(index);
      service.start(meters);
      meters.gauge(Metric.READY, () -> service.condition().ready() ? 1 : 0, service.name());
      meters.gauge(Metric.TOPICS_WRONG, () -> wrongTopics(service), service.name());
      LOG.atInfo().addKeyValue("service", service.name()).log("Started");
    }
    http.ifPresent(
        endpoint -> LOG.atInfo().addKeyValue("listen", endpoint.bound()).log("Serving health"));
  }

  private static double wrongTopics(Service service) {
    return service.condition().reasons().stream()
        .filter(reason -> reason.code().equals(HealthStatus.TOPICS))
        .count();
  }

  /** Returns where the web server listens, if there is one; after the start. */
  public Optional<Endpoint> listening() {
    return http.map(HttpEndpoint::bound);
  }

  /**
   * Starts everything and stays until the process is told to end (SIGTERM, SIGINT), a service
   * fails, or any thread, this one too, meets an exception or error that nobody foresaw; then lets
   * go in order. On a signal the process is gone when that is done, with status 0, or {@link
   * ExitCode#FAILED} if the deadline passed.
   *
   * @return what ended it, if no signal did
   */
  public ExitCode run() {
    Thread onSignal = new Thread(this::endBySignal, "baton-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    Thread.setDefaultUncaughtExceptionHandler(this::died);
    ExitCode ending = startAndWatchOrFail();
    if (removed(onSignal)) {
      close();
      return ending;
    }
    // A signal came first; its thread ends the process.
    awaitQuietly(closed);
    return ExitCode.DONE;
  }

  /** Ends every service in order, within the deadline. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (closing.getCount() == 0) {
        return;
      }
      closing.countDown();
    }
    Thread worker = new Thread(this::closeInOrder, "baton-close");
    worker.setDaemon(true);
    worker.start();
    if (!await(closed, settings.closeWithin())) {
      LOG.atError()
          .addKeyValue("deadline", settings.closeWithin())
          .log("Did not let go in time; leaving all the same");
    }
  }

  /** A process that lost a thread is neither well nor dead: whoever restarts it makes it well. */
  private void died(Thread thread, Throwable cause) {
    LOG.atError()
        .addKeyValue("thread", thread.getName())
        .setCause(cause)
        .log("A thread died: {}", Faults.words(cause));
    threadDied = true;
  }

  /** A process whose main thread is gone would stay, half alive. */
  private ExitCode startAndWatchOrFail() {
    try {
      return startAndWatch();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("Cannot go on: {}", Faults.words(e));
      return ExitCode.FAILED;
    }
  }

  private ExitCode startAndWatch() {
    try {
      start();
    } catch (ServiceException e) {
      // A refusal says all there is to know; only a failure is for somebody who reads traces.
      Optional<Throwable> trace =
          Optional.ofNullable(e.getCause()).filter(cause -> e.exitCode() == ExitCode.FAILED);
      trace.ifPresentOrElse(
          cause -> LOG.atError().setCause(cause).log(e.getMessage()),
          () -> LOG.atError().log(e.getMessage()));
      return e.exitCode();
    }
    while (!await(closing, Duration.ofMillis(WATCH_INTERVAL_MS))) {
      if (threadDied) {
        return ExitCode.FAILED;
      }
      for (Service service : services) {
        HealthStatus condition = service.condition();
        if (!condition.alive()) {
          LOG.atError()
              .addKeyValue("service", service.name())
              .addKeyValue("reasons", condition.reasons())
              .log("Failed");
          return ExitCode.FAILED;
        }
      }
    }
    return ExitCode.DONE;
  }

  private void endBySignal() {
    LOG.atInfo().log("Told to end");
    close();
    ExitCode code = inTime() ? ExitCode.DONE : ExitCode.FAILED;
    // The JVM would end with 128 plus the signal's number, as if nothing had been in order.
    Runtime.getRuntime().halt(code.status());
  }

  private synchronized boolean inTime() {
    return endedInTime;
  }

  private void closeInOrder() {
    for (Service service : services) {
      long began = System.nanoTime();
      try {
        service.close();
        LOG.atInfo()
            .addKeyValue("service", service.name())
            .addKeyValue("tookMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
            .log("Ended");
      } catch (RuntimeException | LinkageError e) {
        LOG.atError().setCause(e).addKeyValue("service", service.name()).log("Did not end well");
      }
    }
    http.ifPresent(HttpEndpoint::close);
    synchronized (this) {
      endedInTime = true;
    }
    closed.countDown();
  }

  private static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already shutting down: the hook runs.
      return false;
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    await(latch, Duration.ofDays(1));
  }

  private static boolean await(CountDownLatch latch, Duration patience) {
    try {
      return latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
