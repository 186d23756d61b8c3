package dev.baton.gcp;

import dev.baton.spi.ApiCall;
import java.util.List;

/** Every call that the actuators make, named by the permission that it needs. */
final class Calls {
  static final String SERVICE_GET = "compute.regionBackendServices.get";
  static final String SERVICE_LIST = "compute.regionBackendServices.list";
  static final String SERVICE_UPDATE = "compute.regionBackendServices.update";
  static final String REGION_OPERATION_GET = "compute.regionOperations.get";
  static final String ZONE_OPERATION_GET = "compute.zoneOperations.get";
  static final String RULE_GET = "compute.forwardingRules.get";
  static final String GROUP_GET = "compute.instanceGroups.get";
  static final String GROUP_LIST = "compute.instanceGroups.list";
  static final String GROUP_UPDATE = "compute.instanceGroups.update";
  static final String NEG_GET = "compute.networkEndpointGroups.get";

  private Calls() {}

  static List<ApiCall> ofBackends(IlbSettings settings) {
    String service = "backendServices/" + settings.backendService();
    return List.of(
        new ApiCall(SERVICE_GET, service, false, "backends, fingerprint, policies and health"),
        new ApiCall(SERVICE_LIST, service, false, "testIamPermissions, beforehand"),
        new ApiCall(SERVICE_UPDATE, service, true, "make the holder's group the only primary"),
        new ApiCall("compute.instanceGroups.use", "*", true, "name groups in the write"),
        new ApiCall("compute.networkEndpointGroups.use", "*", true, "name groups in the write"),
        new ApiCall(
            "compute.regionHealthChecks.useReadOnly", "*", true, "the write checks it again"),
        new ApiCall(REGION_OPERATION_GET, "*", false, "follow the write to its end"),
        new ApiCall(RULE_GET, "*", false, "do the rules carry the VIPs"),
        new ApiCall(GROUP_GET, "*", false, "shape of the groups, beforehand; their health"),
        new ApiCall(NEG_GET, "*", false, "shape of the groups, beforehand; their health"));
  }

  static List<ApiCall> ofMembers(IlbSettings settings) {
    String service = "backendServices/" + settings.backendService();
    return List.of(
        new ApiCall(SERVICE_GET, service, false, "groups, policies and health"),
        new ApiCall(SERVICE_LIST, service, false, "testIamPermissions, beforehand"),
        new ApiCall(GROUP_LIST, "*", false, "who is in the groups"),
        new ApiCall(GROUP_UPDATE, "*", true, "take machines out, put the holder's in"),
        new ApiCall("compute.instances.use", "*", true, "put a machine into a group"),
        new ApiCall(ZONE_OPERATION_GET, "*", false, "follow the writes to their end"),
        new ApiCall(RULE_GET, "*", false, "do the rules carry the VIPs"),
        new ApiCall(GROUP_GET, "*", false, "shape of the groups, beforehand; their health"));
  }
}
