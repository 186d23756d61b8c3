package dev.baton.gcp;

import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceFailoverPolicy;
import java.util.ArrayList;
import java.util.List;

/** What a backend service's backends should be, and are. */
final class Backends {
  private final IlbSettings settings;

  Backends(IlbSettings settings) {
    this.settings = settings;
  }

  boolean names(Backend backend, ZonalRef group) {
    return group.isNamedBy(backend.getGroup(), settings.project());
  }

  /** Tells whether the group is among the backends and is the only one that is primary. */
  boolean onlyPrimary(BackendService service, ZonalRef group) {
    List<Backend> primaries = primaries(service);
    return primaries.size() == 1 && names(primaries.get(0), group);
  }

  List<Backend> primaries(BackendService service) {
    return service.getBackendsList().stream().filter(each -> !each.getFailover()).toList();
  }

  /**
   * Returns the write that makes the group the only primary: under the fingerprint that was read,
   * all other settings of each backend as they were. The others stay, so that the platform goes on
   * checking their health. The policies that make one primary mean one holder go with every write,
   * as far as the protocol allows: see {@link #cutsConnections}.
   */
  BackendService pointingTo(BackendService read, ZonalRef holder) {
    List<Backend> backends = new ArrayList<>();
    for (Backend backend : read.getBackendsList()) {
      backends.add(backend.toBuilder().setFailover(!names(backend, holder)).build());
    }
    for (ZonalRef group : settings.groups().values()) {
      if (backends.stream().noneMatch(backend -> names(backend, group))) {
        backends.add(
            Backend.newBuilder()
                .setGroup("https://www.googleapis.com/compute/v1/" + group.url(settings.project()))
                .setBalancingMode("CONNECTION")
                .setFailover(!group.equals(holder))
                .build());
      }
    }
    BackendServiceFailoverPolicy.Builder policy =
        read.getFailoverPolicy().toBuilder().setDropTrafficIfUnhealthy(true);
    if (cutsConnections(read)) {
      policy.setDisableConnectionDrainOnFailover(true);
    }
    return BackendService.newBuilder()
        .setFingerprint(read.getFingerprint())
        .addAllBackends(backends)
        .setFailoverPolicy(policy)
        .build();
  }

  /**
   * Tells whether connections may be cut at a failover whatever this service's owner has set. API
   * reference, {@code backendService.failoverPolicy.disableConnectionDrainOnFailover}: for TCP;
   * newer versions of it say UDP and UNSPECIFIED as well, so there it stays as it is.
   */
  static boolean cutsConnections(BackendService service) {
    return service.getProtocol().equals("TCP");
  }

  /** Returns the last parts of the primaries' URLs, for messages. */
  String primaryNames(BackendService service) {
    return String.join(
        ", ",
        primaries(service).stream()
            .map(each -> each.getGroup().replaceFirst(".*/zones/", "zones/"))
            .toList());
  }
}
