package dev.baton.gcp;

import com.google.cloud.compute.v1.AddInstancesInstanceGroupRequest;
import com.google.cloud.compute.v1.GetZoneOperationRequest;
import com.google.cloud.compute.v1.InstanceGroupsAddInstancesRequest;
import com.google.cloud.compute.v1.InstanceGroupsListInstances;
import com.google.cloud.compute.v1.InstanceGroupsListInstancesRequest;
import com.google.cloud.compute.v1.InstanceGroupsRemoveInstancesRequest;
import com.google.cloud.compute.v1.InstanceReference;
import com.google.cloud.compute.v1.InstanceWithNamedPorts;
import com.google.cloud.compute.v1.ListInstancesInstanceGroupsRequest;
import com.google.cloud.compute.v1.Operation;
import com.google.cloud.compute.v1.RemoveInstancesInstanceGroupRequest;
import dev.baton.model.NodeId;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and changes the members of an instance group. */
final class Members {
  /** A group with more pages than this is no group of a cluster's nodes. */
  private static final int MOST_PAGES = 20;

  /** How often a change may be answered with an old operation. */
  private static final int MOST_REPEATS = 4;

  private final IlbSettings settings;
  private final ComputeApi api;
  private final UnderWay underWay = new UnderWay();

  /** What a change does with a machine. */
  enum Change {
    ADD,
    REMOVE
  }

  /** A change of a group, and the holder for which it is made. */
  private record Wanted(Change change, ZonalRef group, ZonalRef instance, NodeId holder) {}

  Members(IlbSettings settings, ComputeApi api) {
    this.settings = settings;
    this.api = api;
  }

  /** Returns the URLs of the machines in the group. */
  List<String> in(ZonalRef group, Attempt attempt) {
    List<String> members = new ArrayList<>();
    String page = "";
    for (int count = 0; count < MOST_PAGES; count++) {
      InstanceGroupsListInstances answer = page(group, page, attempt);
      answer.getItemsList().stream().map(InstanceWithNamedPorts::getInstance).forEach(members::add);
      page = answer.getNextPageToken();
      if (page.isEmpty()) {
        return members;
      }
    }
    throw new ActuatorException(
        ActuatorException.Kind.PERMANENT,
        Calls.GROUP_LIST,
        "tooMany",
        group.path() + ": too many machines");
  }

  private InstanceGroupsListInstances page(ZonalRef group, String token, Attempt attempt) {
    ListInstancesInstanceGroupsRequest.Builder request =
        ListInstancesInstanceGroupsRequest.newBuilder()
            .setProject(settings.project())
            .setZone(group.zone())
            .setInstanceGroup(group.name())
            .setInstanceGroupsListInstancesRequestResource(
                InstanceGroupsListInstancesRequest.newBuilder().setInstanceState("ALL"));
    if (!token.isEmpty()) {
      request.setPageToken(token);
    }
    return api.read(attempt, Calls.GROUP_LIST, api.groups.listInstancesCallable(), request.build());
  }

  /** Tells whether a running change for another holder may still alter what was read. */
  boolean mayChange(NodeId holder) {
    return underWay.isForAnother(holder);
  }

  boolean holds(List<String> members, ZonalRef instance) {
    return members.stream().anyMatch(url -> instance.isNamedBy(url, settings.project()));
  }

  /**
   * Makes a change and waits for its end. Every try in one epoch has the same request id, so a late
   * copy of the request does nothing. There is one side effect: if the change was made in this
   * epoch and somebody has undone it since, the platform answers with the old, finished operation
   * and does nothing. The group's members then show that. The next try takes its id from the old
   * operation's name.
   */
  void change(
      Change change, ZonalRef group, ZonalRef instance, Assignment assignment, Attempt attempt) {
    String after = "";
    for (int repeat = 0; repeat < MOST_REPEATS; repeat++) {
      UUID id = requestId(change, group, instance, assignment, after);
      Wanted wanted = new Wanted(change, group, instance, assignment.node());
      Optional<Operation> old = once(wanted, id, attempt);
      if (old.isEmpty() || inPlace(change, group, instance, attempt)) {
        return;
      }
      after = old.orElseThrow().getName();
    }
    throw new ActuatorException(
        ActuatorException.Kind.TRANSIENT,
        Calls.GROUP_UPDATE,
        "undone",
        group.path() + ": " + instance.path() + " was changed back again and again");
  }

  /** Makes the change. Returns the operation if it may be an old one. */
  private Optional<Operation> once(Wanted wanted, UUID id, Attempt attempt) {
    Change change = wanted.change();
    ZonalRef group = wanted.group();
    ZonalRef instance = wanted.instance();
    try {
      Operation begun =
          switch (change) {
            case ADD -> add(group, instance, id, attempt);
            case REMOVE -> remove(group, instance, id, attempt);
          };
      underWay.began(begun, wanted.holder());
      attempt.did(group.path(), "operation " + begun.getName() + " began");
      Operation unused =
          Following.toItsEnd(
              attempt, Calls.GROUP_UPDATE, begun, underWay, name -> poll(group, name, attempt));
      boolean doneAtOnce = begun.getStatus() == Operation.Status.DONE;
      return doneAtOnce ? Optional.of(begun) : Optional.empty();
    } catch (ActuatorException refusal) {
      // The platform reports an error if the member is already there, or already gone.
      if (refusal.kind() == ActuatorException.Kind.PERMANENT
          && inPlace(change, group, instance, attempt)) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  private boolean inPlace(Change change, ZonalRef group, ZonalRef instance, Attempt attempt) {
    return holds(in(group, attempt), instance) == (change == Change.ADD);
  }

  private Operation poll(ZonalRef group, String name, Attempt attempt) {
    return api.read(
        attempt,
        Calls.ZONE_OPERATION_GET,
        api.zoneOperations.getCallable(),
        GetZoneOperationRequest.newBuilder()
            .setProject(settings.project())
            .setZone(group.zone())
            .setOperation(name)
            .build());
  }

  private Operation add(ZonalRef group, ZonalRef instance, UUID id, Attempt attempt) {
    return api.write(
        attempt,
        Calls.GROUP_UPDATE,
        api.groups.addInstancesCallable(),
        AddInstancesInstanceGroupRequest.newBuilder()
            .setProject(settings.project())
            .setZone(group.zone())
            .setInstanceGroup(group.name())
            .setRequestId(id.toString())
            .setInstanceGroupsAddInstancesRequestResource(
                InstanceGroupsAddInstancesRequest.newBuilder().addInstances(reference(instance)))
            .build());
  }

  private Operation remove(ZonalRef group, ZonalRef instance, UUID id, Attempt attempt) {
    return api.write(
        attempt,
        Calls.GROUP_UPDATE,
        api.groups.removeInstancesCallable(),
        RemoveInstancesInstanceGroupRequest.newBuilder()
            .setProject(settings.project())
            .setZone(group.zone())
            .setInstanceGroup(group.name())
            .setRequestId(id.toString())
            .setInstanceGroupsRemoveInstancesRequestResource(
                InstanceGroupsRemoveInstancesRequest.newBuilder().addInstances(reference(instance)))
            .build());
  }

  private InstanceReference reference(ZonalRef instance) {
    return InstanceReference.newBuilder()
        .setInstance("https://www.googleapis.com/compute/v1/" + instance.url(settings.project()))
        .build();
  }

  private static UUID requestId(
      Change change, ZonalRef group, ZonalRef instance, Assignment assignment, String after) {
    String parts =
        String.join(
            " ",
            assignment.cluster().toString(),
            assignment.epoch().toString(),
            assignment.node().toString(),
            change.name(),
            group.path(),
            instance.path(),
            after);
    return UUID.nameUUIDFromBytes(parts.getBytes(StandardCharsets.UTF_8));
  }
}
