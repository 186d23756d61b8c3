package dev.baton.compose.cli;

import dev.baton.compose.config.Endpoint;
import dev.baton.compose.ping.PingJson;
import dev.baton.compose.ping.PingReport;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import dev.baton.model.ClusterId;
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
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the web server of the service on this host. Whatever answers there is not trusted. */
final class PingClient {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** A report of 64 members with 4 addresses each has a quarter of that. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final Duration PATIENCE = PingReport.DEADLINE.plusSeconds(4);
  private static final String WAY_OUT =
      "; start the service, for example: systemctl start baton-node. If it serves elsewhere, name"
          + " its file: baton ping --config FILE CLUSTER";

  private final ClusterId cluster;
  private final HttpClient client =
      HttpClient.newBuilder()
          .proxy(HttpClient.Builder.NO_PROXY)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .build();
  private final TreeSet<ClusterId> served = new TreeSet<>();
  private final List<Endpoint> services = new ArrayList<>();
  private final List<String> strange = new ArrayList<>();

  PingClient(ClusterId cluster) {
    this.cluster = cluster;
  }

  private record Page(int status, String body) {}

  /**
   * Asks the first of the addresses whose service serves the cluster.
   *
   * @throws ServiceException when none does, with the way out
   */
  PingReport ask(List<Endpoint> addresses) {
    if (addresses.isEmpty()) {
      throw new ServiceException(
          ExitCode.USAGE,
          "http.listen: is off, so the service on this node cannot be asked; set an address such"
              + " as 127.0.0.1:9474 in its file and restart it");
    }
    for (Endpoint address : addresses) {
      Optional<PingReport> report = page(address).flatMap(page -> report(address, page));
      if (report.isPresent()) {
        return report.orElseThrow();
      }
    }
    throw nobody(addresses);
  }

  private ServiceException nobody(List<Endpoint> addresses) {
    if (!services.isEmpty()) {
      String names = served.stream().map(ClusterId::value).collect(Collectors.joining(", "));
      return new ServiceException(
          ExitCode.USAGE,
          "cluster: the service at "
              + texts(services)
              + " does not serve "
              + cluster
              + (names.isEmpty() ? " or any other cluster" : "; it serves " + names));
    }
    return new ServiceException(
        ExitCode.REFUSED,
        strange.isEmpty()
            ? "no service of Baton answers at " + texts(addresses) + WAY_OUT
            : "http.listen: " + String.join("; ", strange) + WAY_OUT);
  }

  private static String texts(List<Endpoint> addresses) {
    return addresses.stream().map(Endpoint::toString).collect(Collectors.joining(", "));
  }

  /** Returns what is answered there; empty if nothing is. */
  private Optional<Page> page(Endpoint address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri(address)).timeout(PATIENCE).build();
      return Optional.of(
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
              .thenApplyAsync(answer -> new Page(answer.statusCode(), read(answer.body())))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (TimeoutException e) {
      strange.add(
          "what listens at " + address + " does not answer within " + PATIENCE.toSeconds() + " s");
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String read(InputStream body) {
    try (body) {
      return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who listens at every address is asked at the loopback address. */
  private URI uri(Endpoint address) {
    String host =
        switch (address.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> address.host();
        };
    try {
      return new URI("http", null, host, address.port(), PingReport.path(cluster), null, null);
    } catch (URISyntaxException e) {
      throw new ServiceException(
          ExitCode.USAGE, "http.listen: " + address + " has no host that can be asked", e);
    }
  }

  private Optional<PingReport> report(Endpoint address, Page page) {
    if (page.status() == NOT_FOUND && page.body().contains("/health/live")) {
      services.add(address);
      Stream.of(page.body().split("\\s+", -1))
          .flatMap(path -> PingReport.cluster(path).stream())
          .forEach(served::add);
      return Optional.empty();
    }
    try {
      if (page.status() == OK) {
        PingReport report = PingJson.read(page.body());
        if (report.cluster().equals(cluster)) {
          return Optional.of(report);
        }
      }
    } catch (IllegalArgumentException e) {
      // It is somebody else's answer.
    }
    strange.add("what answers at " + address + " is no service of Baton");
    return Optional.empty();
  }
}
