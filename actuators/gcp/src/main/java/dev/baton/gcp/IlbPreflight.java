package dev.baton.gcp;

import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.TestIamPermissionsRegionBackendServiceRequest;
import com.google.cloud.compute.v1.TestPermissionsRequest;
import dev.baton.gcp.IlbSettings.Write;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import dev.baton.spi.Coverage;
import dev.baton.spi.Preflight;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Checks a load balancer before a binding is used. */
final class IlbPreflight {
  private final ClusterDefinition definition;
  private final IlbSettings settings;
  private final ComputeApi api;
  private final IlbReads reads;
  private final Backends backends;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> carrying = new ArrayList<>();

  IlbPreflight(ClusterDefinition definition, IlbSettings settings, ComputeApi api) {
    this.definition = definition;
    this.settings = settings;
    this.api = api;
    this.reads = new IlbReads(settings, api);
    this.backends = new Backends(settings);
  }

  Preflight look(Attempt attempt) {
    findings.addAll(Coverage.of(definition, settings.groups().keySet(), "group"));
    look(settings.backendService(), () -> permitted(attempt), this::permissions);
    look(settings.backendService(), () -> reads.service(attempt), this::service);
    for (String name : settings.forwardingRules()) {
      look(name, () -> reads.rule(attempt, name), rule -> rule(name, rule));
    }
    definition.vips().forEach(this::vip);
    GroupShapes shapes = new GroupShapes(settings, api, findings::add);
    for (ZonalRef group : settings.groups().values().stream().distinct().toList()) {
      look(group.path(), () -> shapes.read(attempt, group), shape -> shapes.judge(group, shape));
    }
    return new Preflight("", findings);
  }

  private <T> void look(String subject, Supplier<T> read, Consumer<T> judge) {
    T value;
    try {
      value = read.get();
    } catch (ActuatorException refusal) {
      Weight weight =
          refusal.kind() == ActuatorException.Kind.PERMANENT ? Weight.REFUSED : Weight.DOUBTFUL;
      String what = refusal.action() + ": " + refusal.code() + " " + refusal.getMessage();
      findings.add(new Finding(weight, subject, what, ""));
      return;
    }
    judge.accept(value);
  }

  private List<String> needed() {
    return settings.write() == Write.BACKENDS
        ? List.of(Calls.SERVICE_GET, Calls.SERVICE_UPDATE)
        : List.of(Calls.SERVICE_GET);
  }

  /** If the permissions cannot be tested, that says nothing about the permissions. */
  private List<String> permitted(Attempt attempt) {
    try {
      return api.read(
              attempt,
              Calls.SERVICE_LIST,
              api.services.testIamPermissionsCallable(),
              TestIamPermissionsRegionBackendServiceRequest.newBuilder()
                  .setProject(settings.project())
                  .setRegion(settings.region())
                  .setResource(settings.backendService())
                  .setTestPermissionsRequestResource(
                      TestPermissionsRequest.newBuilder().addAllPermissions(needed()))
                  .build())
          .getPermissionsList();
    } catch (ActuatorException refusal) {
      throw new ActuatorException(
          ActuatorException.Kind.TRANSIENT,
          refusal.action(),
          refusal.code(),
          "permissions not tested");
    }
  }

  private void permissions(List<String> permitted) {
    for (String permission : needed()) {
      require(
          permitted.contains(permission),
          Weight.REFUSED,
          permission,
          permitted.contains(permission) ? "granted" : "not granted",
          "grant it in a role; the list of all is generated from the actuator's calls");
    }
  }

  private void service(BackendService service) {
    String subject = settings.backendService();
    require(
        service.getLoadBalancingScheme().equals("INTERNAL"),
        Weight.REFUSED,
        subject,
        "load balancing scheme " + service.getLoadBalancingScheme(),
        "name the backend service of an internal passthrough load balancer");
    require(
        service.getHealthChecksCount() > 0,
        Weight.REFUSED,
        subject,
        service.getHealthChecksCount() + " health checks",
        "give it a health check that only the lease's holder answers");
    policies(subject, service);
    groups(subject, service);
  }

  private void policies(String subject, BackendService service) {
    boolean drops = service.getFailoverPolicy().getDropTrafficIfUnhealthy();
    require(
        drops,
        Weight.REFUSED,
        subject,
        "failoverPolicy.dropTrafficIfUnhealthy " + drops,
        "set it to true: else new connections go to all primaries when nobody is healthy");
    draining(subject, service);
    persistence(subject, service);
  }

  private void draining(String subject, BackendService service) {
    boolean cuts = service.getFailoverPolicy().getDisableConnectionDrainOnFailover();
    boolean tcp = Backends.cutsConnections(service);
    require(
        cuts,
        tcp ? Weight.REFUSED : Weight.DOUBTFUL,
        subject,
        "failoverPolicy.disableConnectionDrainOnFailover "
            + cuts
            + (tcp ? "" : " for protocol " + service.getProtocol()),
        tcp
            ? "set it to true: else connections stay with the old holder for up to 10 minutes"
            : "set it to true if the platform takes it: else flows may stay with the old holder,"
                + " whose gate drops them, for up to 10 minutes");
    int draining = service.getConnectionDraining().getDrainingTimeoutSec();
    require(
        draining == 0,
        settings.write() == Write.MEMBERS ? Weight.REFUSED : Weight.DOUBTFUL,
        subject,
        "connectionDraining.drainingTimeoutSec " + draining,
        "set it to 0: a machine that is taken out keeps its connections that long");
  }

  private void persistence(String subject, BackendService service) {
    String persistence =
        service.getConnectionTrackingPolicy().getConnectionPersistenceOnUnhealthyBackends();
    // By default TCP connections persist. UDP has none that could.
    boolean never =
        persistence.equals("NEVER_PERSIST")
            || (service.getProtocol().equals("UDP") && !persistence.equals("ALWAYS_PERSIST"));
    require(
        never,
        Weight.DOUBTFUL,
        subject,
        "connectionPersistenceOnUnhealthyBackends " + persistence,
        "set NEVER_PERSIST: else connections may stay with a machine that is unhealthy");
  }

  private void groups(String subject, BackendService service) {
    for (ZonalRef group : settings.groups().values().stream().distinct().toList()) {
      boolean present =
          service.getBackendsList().stream().anyMatch(each -> backends.names(each, group));
      require(
          present,
          settings.write() == Write.MEMBERS ? Weight.REFUSED : Weight.DOUBTFUL,
          group.path(),
          present ? "is a backend" : "is no backend yet",
          "add it to the backend service, so that its health is known before the first move");
    }
    for (Backend backend : service.getBackendsList()) {
      boolean ours = settings.groups().values().stream().anyMatch(g -> backends.names(backend, g));
      if (!ours) {
        refuse(subject, "backend " + backend.getGroup() + " belongs to no node", "take it out");
      }
      if (settings.write() == Write.MEMBERS && backend.getFailover()) {
        refuse(subject, "backend " + backend.getGroup() + " is for failover", "make it primary");
      }
    }
  }

  private void vip(Vip vip) {
    boolean carried = carrying.stream().anyMatch(address -> Prefix.carries(address, vip));
    require(
        carried,
        carrying.size() == settings.forwardingRules().size() ? Weight.REFUSED : Weight.DOUBTFUL,
        "VIP " + vip,
        carried ? "is carried by a rule" : "is carried by none of the rules that could be read",
        "name the forwarding rule that has it: a move counts only when every VIP arrives");
  }

  private void rule(String name, ForwardingRule rule) {
    carrying.add(rule.getIPAddress());
    boolean scheme = rule.getLoadBalancingScheme().equals("INTERNAL");
    boolean ours = rule.getBackendService().endsWith("/" + settings.backendService());
    require(
        scheme && ours,
        Weight.REFUSED,
        name,
        rule.getIPAddress() + " " + rule.getLoadBalancingScheme() + " to " + target(rule),
        "make it an internal rule to " + settings.backendService());
  }

  private static String target(ForwardingRule rule) {
    return rule.getBackendService().isEmpty() ? "no backend service" : rule.getBackendService();
  }

  private void refuse(String subject, String what, String remedy) {
    findings.add(new Finding(Weight.REFUSED, subject, what, remedy));
  }

  private void require(boolean good, Weight otherwise, String subject, String what, String remedy) {
    findings.add(
        good
            ? new Finding(Weight.GOOD, subject, what, "")
            : new Finding(otherwise, subject, what, remedy));
  }
}
