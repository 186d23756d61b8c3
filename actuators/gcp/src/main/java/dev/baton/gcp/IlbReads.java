package dev.baton.gcp;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.GetForwardingRuleRequest;
import com.google.cloud.compute.v1.GetHealthRegionBackendServiceRequest;
import com.google.cloud.compute.v1.GetRegionBackendServiceRequest;
import com.google.cloud.compute.v1.HealthStatus;
import com.google.cloud.compute.v1.ResourceGroupReference;
import dev.baton.spi.Attempt;
import java.util.ArrayList;
import java.util.List;

/** Reads the resources of one load balancer. */
final class IlbReads {
  private final IlbSettings settings;
  private final ComputeApi api;

  IlbReads(IlbSettings settings, ComputeApi api) {
    this.settings = settings;
    this.api = api;
  }

  BackendService service(Attempt attempt) {
    return api.read(
        attempt,
        Calls.SERVICE_GET,
        api.services.getCallable(),
        GetRegionBackendServiceRequest.newBuilder()
            .setProject(settings.project())
            .setRegion(settings.region())
            .setBackendService(settings.backendService())
            .build());
  }

  /** Returns the health of a group: empty, or one entry for each forwarding rule. */
  List<HealthStatus> health(Attempt attempt, ZonalRef group) {
    return api.read(
            attempt,
            Calls.SERVICE_GET,
            api.services.getHealthCallable(),
            GetHealthRegionBackendServiceRequest.newBuilder()
                .setProject(settings.project())
                .setRegion(settings.region())
                .setBackendService(settings.backendService())
                .setResourceGroupReferenceResource(
                    ResourceGroupReference.newBuilder()
                        .setGroup(
                            "https://www.googleapis.com/compute/v1/"
                                + group.url(settings.project())))
                .build())
        .getHealthStatusList();
  }

  ForwardingRule rule(Attempt attempt, String name) {
    return api.read(
        attempt,
        Calls.RULE_GET,
        api.rules.getCallable(),
        GetForwardingRuleRequest.newBuilder()
            .setProject(settings.project())
            .setRegion(settings.region())
            .setForwardingRule(name)
            .build());
  }

  List<ForwardingRule> rules(Attempt attempt) {
    List<ForwardingRule> rules = new ArrayList<>();
    for (String name : settings.forwardingRules()) {
      rules.add(rule(attempt, name));
    }
    return rules;
  }
}
