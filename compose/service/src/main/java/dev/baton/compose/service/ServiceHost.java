package dev.baton.compose.service;

import dev.baton.compose.config.Endpoint;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process with its services, in groups. It starts the services of a group in order, watches
 * them, and closes them in order. A group that waits, for Kafka or for an interface, holds up no
 * other.
 */
public final class ServiceHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);

  /** How often it checks whether a service has failed. */
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(200);

  /** The same, until all have started. */
  private static final Duration START_INTERVAL = Duration.ofMillis(10);

  /** Above this share of the old generation, an operator is told to give more. */
  private static final double HEAP_NEARLY_FULL = 0.75;

  /**
   * How long the service manager waits for services that start. They may wait for Kafka for hours,
   * and a manager ends a process that does not say in time that it has started.
   */
  private static final Duration START = Duration.ofSeconds(5);

  private final Settings settings;
  private final List<ServiceGroup> groups;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<HttpEndpoint> http = Optional.empty();
  private Optional<HeapWarning> heap = Optional.empty();
  private volatile Optional<SystemdNotifier> manager = Optional.empty();
  private volatile boolean threadDied;
  private boolean endedInTime;

  /**
   * The settings of a process.
   *
   * @param listen the address of its web server; empty: it has none
   * @param closeWithin how long closing all services may take
   * @param environment the variables by which a service manager says that it wants to hear of the
   *     process, sd_notify(3)
   */
  public record Settings(
      Optional<Endpoint> listen, Duration closeWithin, Map<String, String> environment) {
    /** Freezes the variables. */
    public Settings {
      environment = Map.copyOf(environment);
    }

    /** Of a process that nobody manages. */
    public Settings(Optional<Endpoint> listen, Duration closeWithin) {
      this(listen, closeWithin, Map.of());
    }
  }

  /**
   * Creates a process.
   *
   * @param groups of each group the services in the order in which they are closed. They are
   *     started in the reverse order, so that a service runs as long as another one needs it
   */
  public ServiceHost(Settings settings, List<List<Service>> groups) {
    this.settings = settings;
    this.groups = groups.stream().map(ServiceGroup::new).toList();
  }

  /**
   * Begins to start all services; returns at once.
   *
   * @return completes when they all run; exceptionally with a {@link ServiceException} or a fault
   *     as soon as one cannot start: the caller must close this then
   * @throws ServiceException when the address of the web server cannot be bound
   */
  public CompletableFuture<Void> start() {
    heap = Optional.of(HeapWarning.above(HEAP_NEARLY_FULL));
    new UptimeMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    http = settings.listen().map(listen -> new HttpEndpoint(listen, services(), registry));
    http.ifPresent(
        endpoint -> LOG.atInfo().addKeyValue("listen", endpoint.bound()).log("Serving health"));
    CompletableFuture<?>[] each = new CompletableFuture<?>[groups.size()];
    for (int index = 0; index < each.length; index++) {
      each[index] = groups.get(index).start(this::start);
    }
    CompletableFuture<Void> all = CompletableFuture.allOf(each);
    for (CompletableFuture<?> one : each) {
      // The others may wait for long.
      var unused =
          one.whenComplete(
              (done, why) -> {
                if (why != null) {
                  all.completeExceptionally(why);
                }
              });
    }
    return all;
  }

  private void start(Service service) {
    service.start(meters);
    meters.gauge(Metric.READY, () -> service.condition().ready() ? 1 : 0, service.name());
    meters.gauge(Metric.TOPICS_WRONG, () -> wrongTopics(service), service.name());
    LOG.atInfo().addKeyValue("service", service.name()).log("Started");
  }

  private List<Service> services() {
    return groups.stream().flatMap(group -> group.services().stream()).toList();
  }

  private static double wrongTopics(Service service) {
    return service.condition().reasons().stream()
        .filter(reason -> reason.code().equals(HealthStatus.TOPICS))
        .count();
  }

  /** Returns the address of the web server, if there is one; after the start. */
  public Optional<Endpoint> listening() {
    return http.map(HttpEndpoint::bound);
  }

  /**
   * Starts all services and returns when one of these happens: the process is told to end (SIGTERM,
   * SIGINT), a service fails, or a thread ends with an unexpected exception or error. All services
   * are then closed in order. After a signal the process ends with status 0, or with {@link
   * ExitCode#FAILED} if the deadline passed.
   *
   * @return why it ended, if not by a signal
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
    // A signal came first, and its thread ends the process.
    awaitQuietly(closed);
    return ExitCode.DONE;
  }

  /** Closes every service in order, within the deadline. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (closing.getCount() == 0) {
        return;
      }
      closing.countDown();
    }
    manager.ifPresent(SystemdNotifier::stopping);
    Thread worker = new Thread(this::closeInOrder, "baton-close");
    worker.setDaemon(true);
    worker.start();
    if (!await(closed, settings.closeWithin())) {
      LOG.atError()
          .addKeyValue("deadline", settings.closeWithin())
          .log("Did not let go in time; leaving all the same");
    }
  }

  /** A process that has lost a thread cannot be trusted, so it ends and is restarted. */
  private void died(Thread thread, Throwable cause) {
    LOG.atError()
        .addKeyValue("thread", thread.getName())
        .setCause(cause)
        .log("A thread died: {}", Faults.words(cause));
    threadDied = true;
  }

  /** Without its main thread the process would stay, doing only part of its work. */
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
      manager = Optional.of(SystemdNotifier.of(settings.environment()));
      return watch(start(), manager.orElseThrow());
    } catch (ServiceException e) {
      // A refusal is complete in one sentence. Only a failure needs a stack trace.
      Optional<Throwable> trace =
          Optional.ofNullable(e.getCause()).filter(cause -> e.exitCode() == ExitCode.FAILED);
      trace.ifPresentOrElse(
          cause -> LOG.atError().setCause(cause).log(e.getMessage()),
          () -> LOG.atError().log(e.getMessage()));
      return e.exitCode();
    }
  }

  private ExitCode watch(CompletableFuture<Void> start, SystemdNotifier notifier) {
    long began = System.nanoTime();
    boolean told = false;
    do {
      if (start.isCompletedExceptionally()) {
        throw failure(start);
      }
      if (hasFailed()) {
        return ExitCode.FAILED;
      }
      boolean late = System.nanoTime() - began > START.toNanos();
      told = tell(notifier, told, late || start.isDone());
    } while (!await(closing, told ? WATCH_INTERVAL : START_INTERVAL));
    return ExitCode.DONE;
  }

  /** Tells the service manager; returns whether it knows by now that the process has started. */
  private boolean tell(SystemdNotifier notifier, boolean told, boolean started) {
    if (told) {
      notifier.look(conditions());
    } else if (started) {
      notifier.started(conditions());
    }
    return started;
  }

  private static RuntimeException failure(CompletableFuture<Void> start) {
    try {
      start.getNow(null);
      throw new IllegalStateException("it has started");
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  private boolean hasFailed() {
    Optional<Service> failed =
        groups.stream().flatMap(group -> group.failed().stream()).findFirst();
    failed.ifPresent(
        service ->
            LOG.atError()
                .addKeyValue("service", service.name())
                .addKeyValue("reasons", service.condition().reasons())
                .log("Failed"));
    return threadDied || failed.isPresent();
  }

  private List<HealthStatus> conditions() {
    return services().stream().map(Service::condition).toList();
  }

  private void endBySignal() {
    LOG.atInfo().log("Told to end");
    close();
    ExitCode code = inTime() ? ExitCode.DONE : ExitCode.FAILED;
    // The JVM would end with 128 plus the signal's number, although everything was closed in order.
    Runtime.getRuntime().halt(code.status());
  }

  private synchronized boolean inTime() {
    return endedInTime;
  }

  /** Each group on a thread of its own: none waits for another one's release to be acknowledged. */
  private void closeInOrder() {
    List<Thread> closers =
        groups.stream().map(group -> new Thread(group::close, "baton-close-group")).toList();
    for (Thread closer : closers) {
      closer.setDaemon(true);
      closer.start();
    }
    for (Thread closer : closers) {
      if (!ended(closer)) {
        return;
      }
    }
    http.ifPresent(HttpEndpoint::close);
    heap.ifPresent(HeapWarning::close);
    synchronized (this) {
      endedInTime = true;
    }
    closed.countDown();
  }

  private boolean ended(Thread closer) {
    try {
      closer.join(settings.closeWithin().toMillis());
      return !closer.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down already, and the hook runs.
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
