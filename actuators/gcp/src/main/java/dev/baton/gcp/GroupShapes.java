package dev.baton.gcp;

import com.google.cloud.compute.v1.GetInstanceGroupRequest;
import com.google.cloud.compute.v1.GetNetworkEndpointGroupRequest;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.NetworkEndpointGroup;
import dev.baton.gcp.IlbSettings.Write;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.util.function.Consumer;

/** Checks that each group is suitable for a single holder. */
final class GroupShapes {
  /** How the platform marks the instance group of a managed instance group. */
  private static final String MANAGED = "controlled by Instance Group Manager";

  private final IlbSettings settings;
  private final ComputeApi api;
  private final Consumer<Finding> findings;

  /**
   * The state of a group.
   *
   * @param size the number of machines or endpoints in it
   * @param wrong why it is not suitable; empty if it is
   */
  record Shape(int size, String wrong) {}

  GroupShapes(IlbSettings settings, ComputeApi api, Consumer<Finding> findings) {
    this.settings = settings;
    this.api = api;
    this.findings = findings;
  }

  Shape read(Attempt attempt, ZonalRef group) {
    return group.collection() == ZonalRef.Collection.INSTANCE_GROUPS
        ? of(instanceGroup(attempt, group))
        : of(endpointGroup(attempt, group));
  }

  private InstanceGroup instanceGroup(Attempt attempt, ZonalRef group) {
    return api.read(
        attempt,
        Calls.GROUP_GET,
        api.groups.getCallable(),
        GetInstanceGroupRequest.newBuilder()
            .setProject(settings.project())
            .setZone(group.zone())
            .setInstanceGroup(group.name())
            .build());
  }

  private NetworkEndpointGroup endpointGroup(Attempt attempt, ZonalRef group) {
    return api.read(
        attempt,
        Calls.NEG_GET,
        api.endpointGroups.getCallable(),
        GetNetworkEndpointGroupRequest.newBuilder()
            .setProject(settings.project())
            .setZone(group.zone())
            .setNetworkEndpointGroup(group.name())
            .build());
  }

  private static Shape of(InstanceGroup group) {
    return new Shape(group.getSize(), group.getDescription().contains(MANAGED) ? "managed" : "");
  }

  private static Shape of(NetworkEndpointGroup group) {
    String type = group.getNetworkEndpointType();
    return new Shape(group.getSize(), type.equals("GCE_VM_IP") ? "" : "of type " + type);
  }

  void judge(ZonalRef group, Shape shape) {
    boolean fits = fits(shape);
    findings.accept(
        new Finding(
            fits ? Weight.GOOD : Weight.REFUSED,
            group.path(),
            shape.size() + " members" + (shape.wrong().isEmpty() ? "" : ", " + shape.wrong()),
            fits ? "" : remedy()));
  }

  private boolean fits(Shape shape) {
    return shape.wrong().isEmpty() && (settings.write() == Write.MEMBERS || shape.size() == 1);
  }

  private String remedy() {
    return switch (settings.write()) {
      case BACKENDS -> "an unmanaged instance group or a GCE_VM_IP group with just the node's one";
      case MEMBERS -> "an unmanaged instance group";
    };
  }
}
