package dev.baton.compose.cli;

import dev.baton.compose.config.Endpoint;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads pages of the service on this host. Whatever answers there is not trusted. */
final class NodePages {
  private static final int NOT_FOUND = 404;

  /** A report of 64 members with 4 addresses each has a quarter of that. */
  private static final int MOST_BYTES = 256 * 1024;

  private final Duration patience;
  private final String wayOut;
  private final HttpClient client;
  private final List<String> strange = new ArrayList<>();

  /**
   * Has asked nobody.
   *
   * @param patience how long an answer is waited for
   * @param command how the verb is called for another file, such as {@code ping --config FILE web}
   */
  NodePages(Duration patience, String command) {
    this.patience = patience;
    this.wayOut =
        "; start the service, for example: systemctl start baton-node. If it serves elsewhere, name"
            + " its file: baton "
            + command;
    this.client =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  /** An answer. */
  record Page(int status, String body) {
    private static final int OK = 200;

    /** Tells whether it is what was asked for. */
    boolean isThere() {
      return status == OK;
    }

    /** Returns the paths that there are instead; empty if no service of Baton says so. */
    List<String> others() {
      boolean baton = status == NOT_FOUND && body.contains("/health/live");
      return baton ? Stream.of(body.split("\\s+", -1)).toList() : List.of();
    }
  }

  /**
   * Returns where the service may be asked.
   *
   * @throws ServiceException when it serves nothing
   */
  static List<Endpoint> required(List<Endpoint> addresses) {
    if (addresses.isEmpty()) {
      throw new ServiceException(
          ExitCode.USAGE,
          "http.listen: is off, so the service on this node cannot be asked; set an address such"
              + " as 127.0.0.1:9474 in its file and restart it");
    }
    return addresses;
  }

  /** Returns what is answered there; empty if nothing is. */
  Optional<Page> page(Endpoint address, String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri(address, path)).timeout(patience).build();
      return Optional.of(
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
              .thenApplyAsync(answer -> new Page(answer.statusCode(), read(answer.body())))
              .get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (TimeoutException e) {
      strange.add(
          "what listens at " + address + " does not answer within " + patience.toSeconds() + " s");
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Something else answers there. */
  void stranger(Endpoint address) {
    strange.add("what answers at " + address + " is no service of Baton");
  }

  /** Returns the complaint that no service answers, with the way out. */
  ServiceException nobody(List<Endpoint> addresses) {
    return new ServiceException(
        ExitCode.REFUSED,
        strange.isEmpty()
            ? "no service of Baton answers at " + texts(addresses) + wayOut
            : "http.listen: " + String.join("; ", strange) + wayOut);
  }

  /** Returns addresses as text. */
  static String texts(List<Endpoint> addresses) {
    return addresses.stream().map(Endpoint::toString).collect(Collectors.joining(", "));
  }

  private static String read(InputStream body) {
    try (body) {
      return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who listens at every address is asked at the loopback address. */
  private static URI uri(Endpoint address, String path) {
    String host =
        switch (address.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> address.host();
        };
    try {
      return new URI("http", null, host, address.port(), path, null, null);
    } catch (URISyntaxException e) {
      throw new ServiceException(
          ExitCode.USAGE, "http.listen: " + address + " has no host that can be asked", e);
    }
  }
}
