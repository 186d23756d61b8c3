package dev.baton.gcp;

import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceFailoverPolicy;
import java.util.ArrayList;
import java.util.List;

/** The backends of a backend service, as they are and as they should be. */
final class Backends {
  private final IlbSettings settings;

  Backends(IlbSettings settings) {
    this.settings = settings;
  }

  boolean names(Backend backend, ZonalRef group) {
    return group.isNamedBy(backend.getGroup(), settings.project());
  }

  /** Tells whether the group is a backend and the only primary one. */
  boolean onlyPrimary(BackendService service, ZonalRef group) {
    List<Backend> primaries = primaries(service);
    return primaries.size() == 1 && names(primaries.get(0), group);
  }

  List<Backend> primaries(BackendService service) {
    return service.getBackendsList().stream().filter(each -> !each.getFailover()).toList();
  }

  /**
   * Returns the update that makes the group the only primary backend. It has the fingerprint that
   * was read, and keeps all other settings of each backend. The other backends stay, so that the
   * platform goes on checking their health. Every update also sets the policies that make one
   * primary backend mean one holder, as far as the protocol allows: see {@link #cutsConnections}.
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
   * Tells whether connections may be cut at a failover, whatever the service's owner has set. API
   * reference, {@code backendService.failoverPolicy.disableConnectionDrainOnFailover}: only for
   * TCP. Newer versions of that page add UDP and UNSPECIFIED; for these the setting is not changed.
   */
  static boolean cutsConnections(BackendService service) {
    return service.getProtocol().equals("TCP");
  }

  /** Returns the last parts of the primary backends' URLs, for messages. */
  String primaryNames(BackendService service) {
    return String.join(
        ", ",
        primaries(service).stream()
            .map(each -> each.getGroup().replaceFirst(".*/zones/", "zones/"))
            .toList());
  }
}
