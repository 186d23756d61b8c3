package dev.baton.compose.cli;

import dev.baton.compose.cli.NodePages.Page;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import dev.baton.compose.status.LocalStatus;
import dev.baton.model.ClusterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks the service on this host how its keepers are. */
final class LocalClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Optional<ClusterId> only;
  private final NodePages pages = new NodePages(PATIENCE, "status --local --config FILE");
  private final TreeSet<ClusterId> served = new TreeSet<>();
  private final List<Endpoint> services = new ArrayList<>();

  LocalClient(Optional<ClusterId> only) {
    this.only = only;
  }

  /**
   * Asks every service at the addresses.
   *
   * @throws ServiceException when none answers, or none serves the cluster that is asked for
   */
  List<LocalStatus> ask(List<Endpoint> addresses) {
    List<LocalStatus> all = new ArrayList<>();
    for (Endpoint address : NodePages.required(addresses)) {
      for (ClusterId cluster : clusters(address)) {
        served.add(cluster);
        if (only.isEmpty() || only.equals(Optional.of(cluster))) {
          pages
              .page(address, LocalStatus.path(cluster))
              .flatMap(page -> status(address, page))
              .ifPresent(all::add);
        }
      }
    }
    if (all.isEmpty()) {
      throw nobody(addresses);
    }
    return all;
  }

  /** A path that no service has is answered with those that it has. */
  private List<ClusterId> clusters(Endpoint address) {
    Optional<Page> page = pages.page(address, LocalStatus.PATHS);
    if (page.isEmpty()) {
      return List.of();
    }
    List<String> paths = page.orElseThrow().others();
    if (paths.isEmpty()) {
      pages.stranger(address);
      return List.of();
    }
    services.add(address);
    return paths.stream().flatMap(path -> LocalStatus.cluster(path).stream()).toList();
  }

  private Optional<LocalStatus> status(Endpoint address, Page page) {
    try {
      if (page.isThere()) {
        return Optional.of(LocalStatus.read(page.body()));
      }
    } catch (IllegalArgumentException e) {
      // It is somebody else's answer.
    }
    pages.stranger(address);
    return Optional.empty();
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
            + " keeps no lease of "
            + only.map(ClusterId::value).orElse("any cluster")
            + (names.isEmpty() ? "" : "; it keeps those of " + names));
  }
}
