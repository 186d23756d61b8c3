package dev.baton.gcp;

import com.google.cloud.compute.v1.BackendService;
import dev.baton.gcp.Members.Change;
import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Removes the other nodes' machines from the instance groups, then adds the holder's. The members
 * of a group have no fingerprint, so only the epoch and the reading back protect against a second
 * writer. {@link BackendsActuator} is safer.
 */
final class MembersActuator implements Actuator {
  private final ClusterDefinition definition;
  private final IlbSettings settings;
  private final ComputeApi api;
  private final IlbReads reads;
  private final Members members;
  private final Backends backends;

  MembersActuator(ClusterDefinition definition, IlbSettings settings, ComputeApi api) {
    this.definition = definition;
    this.settings = settings;
    this.api = api;
    this.reads = new IlbReads(settings, api);
    this.members = new Members(settings, api);
    this.backends = new Backends(settings);
  }

  @Override
  public String kind() {
    return GcpActuatorFactory.ILB;
  }

  @Override
  public List<ApiCall> calls() {
    return Calls.ofMembers(settings);
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return new IlbPreflight(definition, settings, api).look(attempt);
  }

  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    ZonalRef unused = Lookup.of(settings.groups(), assignment.node());
    Pass pass = new Pass(assignment, attempt);
    groups().forEach(group -> pass.part(() -> pass.read(group)));
    // Removals come first: with two members, connections would go to both.
    for (NodeId node : settings.groups().keySet()) {
      if (!node.equals(assignment.node())) {
        pass.part(() -> pass.bring(Change.REMOVE, node));
      }
    }
    pass.part(() -> pass.bring(Change.ADD, assignment.node()));
    return pass.receipt();
  }

  private List<ZonalRef> groups() {
    return settings.groups().values().stream().distinct().toList();
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    ZonalRef holders = Lookup.of(settings.groups(), assignment.node());
    ZonalRef instance = Lookup.of(settings.instances(), assignment.node());
    Seen seen = new Seen();
    for (ZonalRef group : groups()) {
      seen.look(
          group.path(),
          () -> members.in(group, attempt),
          found -> judge(group, group.equals(holders), instance, found, seen));
    }
    seen.look(
        settings.backendService(),
        () -> reads.service(attempt),
        service -> judge(service, holders, seen, attempt));
    seen.look(
        "forwarding rules",
        () -> reads.rules(attempt),
        rules -> seen.rules(assignment.vips(), rules, settings.backendService()));
    return seen.sum();
  }

  private void judge(
      ZonalRef group, boolean holders, ZonalRef instance, List<String> found, Seen seen) {
    boolean right = holders ? found.size() == 1 && members.holds(found, instance) : found.isEmpty();
    List<String> names =
        found.stream().map(url -> url.replaceFirst(".*/zones/", "zones/")).toList();
    seen.part(right ? Where.HERE : Where.ELSEWHERE, group.path() + ": " + names);
  }

  private void judge(BackendService service, ZonalRef group, Seen seen, Attempt attempt) {
    boolean primary =
        backends.primaries(service).stream().anyMatch(each -> backends.names(each, group));
    seen.part(
        primary ? Where.HERE : Where.ELSEWHERE,
        settings.backendService() + ": primary " + backends.primaryNames(service));
    if (primary) {
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

  /** Tries each part even if another one failed, and keeps the first failure for the end. */
  private final class Pass {
    private final Assignment assignment;
    private final Attempt attempt;
    private final Map<String, List<String>> found = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();
    private Optional<ActuatorException> failure = Optional.empty();

    private Pass(Assignment assignment, Attempt attempt) {
      this.assignment = assignment;
      this.attempt = attempt;
    }

    void part(Runnable part) {
      try {
        part.run();
      } catch (ActuatorException refusal) {
        switch (refusal.kind()) {
          case SUPERSEDED, OVER_BUDGET -> throw refusal;
          case THROTTLED, TRANSIENT, UNKNOWN_OUTCOME, LOST_RACE, PERMANENT ->
              failure = failure.or(() -> Optional.of(refusal));
        }
      }
    }

    void read(ZonalRef group) {
      found.put(group.path(), members.in(group, attempt));
    }

    /** A group that could not be read is not changed; that failure is recorded already. */
    void bring(Change change, NodeId node) {
      ZonalRef group = Lookup.of(settings.groups(), node);
      ZonalRef instance = Lookup.of(settings.instances(), node);
      Optional<List<String>> in = Optional.ofNullable(found.get(group.path()));
      boolean wanted = change == Change.ADD;
      boolean differs = in.filter(found -> members.holds(found, instance) != wanted).isPresent();
      if (in.isPresent() && (differs || members.mayChange(assignment.node()))) {
        members.change(change, group, instance, assignment, attempt);
        String what = (wanted ? "added " : "removed ") + instance.path();
        attempt.did(group.path(), what);
        changes.add(group.path() + ": " + what);
      }
    }

    Receipt receipt() {
      if (failure.isPresent()) {
        throw failure.orElseThrow();
      }
      return new Receipt(changes, "");
    }
  }
}
