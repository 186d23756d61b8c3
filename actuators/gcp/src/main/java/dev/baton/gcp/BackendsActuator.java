package dev.baton.gcp;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.GetRegionOperationRequest;
import com.google.cloud.compute.v1.Operation;
import com.google.cloud.compute.v1.PatchRegionBackendServiceRequest;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the holder's group the only primary backend. One update serves all zones and both versions
 * of IP. It carries the backend service's fingerprint, so the platform refuses an update that was
 * prepared from older data.
 */
final class BackendsActuator implements Actuator {
  private final ClusterDefinition definition;
  private final IlbSettings settings;
  private final ComputeApi api;
  private final IlbReads reads;
  private final Backends backends;
  private final UnderWay underWay = new UnderWay();

  BackendsActuator(ClusterDefinition definition, IlbSettings settings, ComputeApi api) {
    this.definition = definition;
    this.settings = settings;
    this.api = api;
    this.reads = new IlbReads(settings, api);
    this.backends = new Backends(settings);
  }

  @Override
  public String kind() {
    return GcpActuatorFactory.ILB;
  }

  @Override
  public List<ApiCall> calls() {
    return Calls.ofBackends(settings);
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return new IlbPreflight(definition, settings, api).look(attempt);
  }

  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    ZonalRef group = Lookup.of(settings.groups(), assignment.node());
    BackendService read = reads.service(attempt);
    if (backends.onlyPrimary(read, group) && !underWay.isForAnother(assignment.node())) {
      return new Receipt(List.of(), "");
    }
    Operation begun = patch(attempt, backends.pointingTo(read, group));
    underWay.began(begun, assignment.node());
    attempt.did(settings.backendService(), "operation " + begun.getName() + " began");
    Operation unused =
        Following.toItsEnd(attempt, Calls.SERVICE_UPDATE, begun, underWay, poll(attempt));
    String change =
        settings.backendService()
            + ": primary "
            + group.path()
            + " instead of "
            + backends.primaryNames(read);
    attempt.did(settings.backendService(), change);
    return new Receipt(List.of(change), "");
  }

  private Operation patch(Attempt attempt, BackendService change) {
    // No requestId: an update with another fingerprint is another request, and the fingerprint
    // refuses an old copy.
    return api.write(
        attempt,
        Calls.SERVICE_UPDATE,
        api.services.patchCallable(),
        PatchRegionBackendServiceRequest.newBuilder()
            .setProject(settings.project())
            .setRegion(settings.region())
            .setBackendService(settings.backendService())
            .setBackendServiceResource(change)
            .build());
  }

  private Function<String, Operation> poll(Attempt attempt) {
    return name ->
        api.read(
            attempt,
            Calls.REGION_OPERATION_GET,
            api.regionOperations.getCallable(),
            GetRegionOperationRequest.newBuilder()
                .setProject(settings.project())
                .setRegion(settings.region())
                .setOperation(name)
                .build());
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    ZonalRef group = Lookup.of(settings.groups(), assignment.node());
    Seen seen = new Seen();
    seen.look(
        settings.backendService(),
        () -> reads.service(attempt),
        service -> judge(service, group, seen, attempt));
    seen.look(
        "forwarding rules",
        () -> reads.rules(attempt),
        rules -> seen.rules(assignment.vips(), rules, settings.backendService()));
    return seen.sum();
  }

  private void judge(BackendService service, ZonalRef group, Seen seen, Attempt attempt) {
    boolean here = backends.onlyPrimary(service, group);
    seen.part(
        here ? Where.HERE : Where.ELSEWHERE,
        settings.backendService() + ": primary " + backends.primaryNames(service));
    if (here) {
      // The platform returns no health for a group that is no backend.
      seen.look(
          group.path(),
          () -> reads.health(attempt, group),
          states -> seen.health(group.path(), states));
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
