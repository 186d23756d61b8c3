package dev.baton.compose.cli;

import dev.baton.compose.cli.NodePages.Page;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.ping.PingJson;
import dev.baton.compose.ping.PingReport;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import dev.baton.model.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lets the service on this host ask the other members of a cluster. */
final class PingClient {
  private final ClusterId cluster;
  private final NodePages pages =
      new NodePages(PingReport.DEADLINE.plusSeconds(4), "ping --config FILE CLUSTER");
  private final TreeSet<ClusterId> served = new TreeSet<>();
  private final List<Endpoint> services = new ArrayList<>();

  PingClient(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * Asks the first of the addresses whose service serves the cluster.
   *
   * @throws ServiceException when none does, with the way out
   */
  PingReport ask(List<Endpoint> addresses) {
    for (Endpoint address : NodePages.required(addresses)) {
      Optional<PingReport> report =
          pages.page(address, PingReport.path(cluster)).flatMap(page -> report(address, page));
      if (report.isPresent()) {
        return report.orElseThrow();
      }
    }
    throw nobody(addresses);
  }

  private ServiceException nobody(List<Endpoint> addresses) {
    if (services.isEmpty()) {
      return pages.nobody(addresses);
    }
    String names = served.stream().map(ClusterId::value).collect(Collectors.joining(", "));
    return new ServiceException(
        ExitCode.USAGE,
        "cluster: the service at "
            + NodePages.texts(services)
            + " does not serve "
            + cluster
            + (names.isEmpty() ? " or any other cluster" : "; it serves " + names));
  }

  private Optional<PingReport> report(Endpoint address, Page page) {
    List<String> others = page.others();
    if (!others.isEmpty()) {
      services.add(address);
      others.stream().flatMap(path -> PingReport.cluster(path).stream()).forEach(served::add);
      return Optional.empty();
    }
    try {
      if (page.isThere()) {
        PingReport report = PingJson.read(page.body());
        if (report.cluster().equals(cluster)) {
          return Optional.of(report);
        }
      }
    } catch (IllegalArgumentException e) {
      // It is somebody else's answer.
    }
    pages.stranger(address);
    return Optional.empty();
  }
}
