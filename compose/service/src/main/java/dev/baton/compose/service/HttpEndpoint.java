package dev.baton.compose.service;

import dev.baton.compose.config.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's web server: {@code /health/live}, {@code /health/ready}, {@code /metrics}, and the
 * pages of its services. It has no authentication. So it listens on the loopback address unless
 * configured otherwise, and shows no configuration.
 */
final class HttpEndpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
  private static final int NOT_FOUND = 404;
  private static final int WRONG_METHOD = 405;
  private static final int OK = 200;
  private static final int FAILED = 500;
  private static final int PATIENCE_S = 5;

  private final List<Service> services;
  private final SortedMap<String, WebPage> pages = new TreeMap<>();
  private final PrometheusMeterRegistry meters;
  private final Vertx vertx;
  private final Endpoint bound;

  /**
   * Starts to listen.
   *
   * @throws ServiceException when the address cannot be bound
   */
  HttpEndpoint(Endpoint listen, List<Service> services, PrometheusMeterRegistry meters) {
    this.services = List.copyOf(services);
    services.stream()
        .flatMap(service -> service.pages().stream())
        .forEach(page -> pages.put(page.path(), page));
    this.meters = meters;
    this.vertx = Vertx.vertx(small());
    try {
      HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
      int port =
          await(server.listen(listen.port(), listen.host()).toCompletionStage()).actualPort();
      this.bound = new Endpoint(listen.host(), port);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      throw new ServiceException(
          ExitCode.USAGE, "http.listen: cannot listen on " + listen + ": " + e.getMessage(), e);
    }
  }

  /** Returns the address on which it listens. */
  Endpoint bound() {
    return bound;
  }

  @Override
  public void close() {
    try {
      await(vertx.close().toCompletionStage());
    } catch (ExecutionException | TimeoutException e) {
      throw new ServiceException(ExitCode.FAILED, "the web server did not close", e);
    }
  }

  private void answer(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().setStatusCode(WRONG_METHOD).putHeader("Allow", "GET, HEAD").end();
      return;
    }
    switch (request.path()) {
      case HttpPaths.LIVE -> send(request, HealthPage.live(services));
      case HttpPaths.READY -> send(request, HealthPage.ready(services));
      case HttpPaths.METRICS ->
          request
              .response()
              .setStatusCode(OK)
              .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
              .end(meters.scrape());
      default ->
          Optional.ofNullable(pages.get(request.path()))
              .ifPresentOrElse(page -> answer(request, page), () -> refuse(request));
    }
  }

  private void answer(HttpServerRequest request, WebPage page) {
    Context context = vertx.getOrCreateContext();
    var unused =
        page.answer()
            .whenComplete(
                (json, fault) ->
                    context.runOnContext(
                        now -> send(request, fault == null ? Optional.of(json) : failed(fault))));
  }

  private static Optional<String> failed(Throwable fault) {
    LOG.atError().setCause(fault).log("A page could not be made");
    return Optional.empty();
  }

  private static void send(HttpServerRequest request, Optional<String> json) {
    if (!request.response().closed()) {
      send(request, new HealthPage(json.isPresent() ? OK : FAILED, json.orElse("{}") + "\n"));
    }
  }

  private void refuse(HttpServerRequest request) {
    String more = pages.keySet().stream().map(path -> " " + path).collect(Collectors.joining());
    request
        .response()
        .setStatusCode(NOT_FOUND)
        .end("here are: /health/live /health/ready /metrics" + more + "\n");
  }

  private static void send(HttpServerRequest request, HealthPage page) {
    request
        .response()
        .setStatusCode(page.status())
        .putHeader("Content-Type", "application/json")
        .end(page.body());
  }

  /** One thread is enough, and no files are served. */
  private static VertxOptions small() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static <T> T await(CompletionStage<T> stage) throws ExecutionException, TimeoutException {
    try {
      return stage.toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("interrupted", e);
    }
  }
}
