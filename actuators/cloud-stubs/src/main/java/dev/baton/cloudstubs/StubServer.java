package dev.baton.cloudstubs;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An HTTP server on loopback that stands in for a platform's API, its faults included. */
public final class StubServer implements AutoCloseable {

  /** How late is too late: longer than any call is given in the contract. */
  private static final Duration LATE = Duration.ofSeconds(3);

  private final Platform platform;
  private final Troubles troubles;
  private final StubLatency latency;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * A request, read in full.
   *
   * @param method {@code GET}, and so on; an {@code X-HTTP-Method-Override} counts
   * @param uri path and query
   * @param headers names in lower case
   * @param body as text
   */
  public record Request(String method, URI uri, SortedMap<String, String> headers, String body) {}

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers further headers
   * @param body as text; empty for none
   */
  public record Answer(int status, SortedMap<String, String> headers, String body) {

    /** Returns an answer without further headers. */
    public static Answer of(int status, String contentType, String body) {
      SortedMap<String, String> headers = new TreeMap<>();
      headers.put("Content-Type", contentType);
      return new Answer(status, headers, body);
    }
  }

  /** What a stand-in for a platform knows. Called by one thread at a time. */
  public interface Platform {
    /** Returns the permission's name of the call, as in {@code ApiCall.action}. */
    String action(Request request);

    /** Tells whether the call changes nothing, so that its answer may tell of the past. */
    boolean reads(Request request);

    /** Does what is asked and answers; a stale answer tells what was before the latest write. */
    Answer serve(Request request, boolean stale);

    /** Returns the platform's answer to a call that goes wrong before it takes effect. */
    Answer refuse(Request request, Trouble trouble);
  }

  private StubServer(Platform platform, Troubles troubles, StubLatency latency, HttpServer server) {
    this.platform = platform;
    this.troubles = troubles;
    this.latency = latency;
    this.server = server;
  }

  /** Starts one on a free port of the loopback address. */
  public static StubServer start(Platform platform, Troubles troubles) throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return start(platform, troubles, StubLatency.PROMPT, anywhere);
  }

  /** Starts one that takes its time, on that address and port; 0: a free one. */
  public static StubServer start(
      Platform platform, Troubles troubles, StubLatency latency, InetSocketAddress address)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    StubServer standIn = new StubServer(platform, troubles, latency, server);
    server.createContext("/", standIn::handle);
    server.setExecutor(standIn.threads);
    server.start();
    return standIn;
  }

  /** Returns where it listens, without a path. */
  public URI uri() {
    InetSocketAddress at = server.getAddress();
    return URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort());
  }

  /**
   * Answers on a path that is no part of the platform: at once, and for whoever plays the world
   * around it. Called by several threads at a time.
   *
   * @param path the beginning of the paths that are meant; longer than those of the platform's
   */
  public void beside(String path, Function<Request, Answer> handler) {
    HttpContext unused =
        server.createContext(
            path,
            exchange -> {
              try (exchange) {
                write(exchange, handler.apply(read(exchange)));
              }
            });
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = read(exchange);
      Optional<Answer> answer = answer(request);
      if (answer.isPresent()) {
        write(exchange, answer.orElseThrow());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Answer> answer(Request request) throws InterruptedException {
    String action = platform.action(request);
    troubles.calledBy(request.headers().getOrDefault("user-agent", ""));
    Optional<Trouble> trouble = troubles.next(action);
    if (trouble.isEmpty()) {
      return Optional.of(serve(request));
    }
    return switch (trouble.orElseThrow()) {
      case THROTTLED, UNAVAILABLE, FORBIDDEN, LAPSED -> {
        synchronized (platform) {
          yield Optional.of(platform.refuse(request, trouble.orElseThrow()));
        }
      }
      case LATE -> {
        pause(LATE);
        yield Optional.of(serve(request));
      }
      case HELD -> {
        Answer answer = serve(request);
        troubles.awaitEnd();
        yield Optional.of(answer);
      }
      case ANSWER_LOST -> {
        Answer unused = serve(request);
        yield Optional.empty();
      }
    };
  }

  private Answer serve(Request request) throws InterruptedException {
    Duration half = time(request).dividedBy(2);
    pause(half);
    Answer answer = take(request);
    pause(half);
    return answer;
  }

  private Duration time(Request request) {
    boolean reads = request.method().equals("GET") || platform.reads(request);
    return reads ? latency.read() : latency.write();
  }

  private void pause(Duration time) throws InterruptedException {
    boolean unused = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Answer take(Request request) {
    synchronized (platform) {
      boolean stale = platform.reads(request) && troubles.takeStaleRead();
      return platform.serve(request, stale);
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    SortedMap<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(lower(name), String.join(",", values)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String method = headers.getOrDefault("x-http-method-override", exchange.getRequestMethod());
    return new Request(method, exchange.getRequestURI(), headers, body);
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer.headers().forEach(headers::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
