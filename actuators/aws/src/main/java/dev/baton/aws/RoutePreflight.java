package dev.baton.aws;

import dev.baton.aws.Ec2Api.Hop;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Checks tables, routes and network interfaces before the first move. */
final class RoutePreflight {
  /**
   * An address of TEST-NET-1 (RFC 5737). No table has a route to it, in case a dry run is not
   * honoured.
   */
  private static final String NOWHERE = "192.0.2.1/32";

  private final ClusterDefinition definition;
  private final RouteSettings settings;
  private final Ec2Api ec2;
  private final Findings findings = new Findings();

  RoutePreflight(ClusterDefinition definition, RouteSettings settings, Ec2Api ec2) {
    this.definition = definition;
    this.settings = settings;
    this.ec2 = ec2;
  }

  Preflight look(Attempt attempt) {
    findings.coverage(definition, settings.networkInterfaces().keySet(), "eni");
    List<String> ids = List.copyOf(settings.networkInterfaces().values());
    Optional<List<NetworkInterface>> interfaces =
        findings.look("network interfaces", () -> ec2.networkInterfaces(ids, attempt));
    interfaces.ifPresent(found -> ids.forEach(id -> networkInterface(id, found)));
    Optional<List<RouteTable>> tables =
        findings.look("route tables", () -> ec2.routeTables(settings.tables(), attempt));
    tables.ifPresent(found -> tables(found, interfaces.orElse(List.of()), attempt));
    return findings.preflight(settings.access());
  }

  private void networkInterface(String id, List<NetworkInterface> found) {
    Optional<NetworkInterface> one =
        found.stream().filter(there -> id.equals(there.networkInterfaceId())).findFirst();
    if (one.isEmpty()) {
      findings.refused(id, "there is no such network interface", "correct eni.<node>");
    } else if (Boolean.TRUE.equals(one.orElseThrow().sourceDestCheck())) {
      findings.refused(
          id,
          "source/destination check is on: what is sent to a VIP would be dropped",
          "aws ec2 modify-network-interface-attribute --no-source-dest-check"
              + " --network-interface-id "
              + id);
    } else if (!"in-use".equals(one.orElseThrow().statusAsString())) {
      findings.refused(
          id, "is attached to no instance: " + one.orElseThrow().statusAsString(), "attach it");
    } else {
      findings.good(id, "attached, source/destination check off");
    }
  }

  private void tables(List<RouteTable> found, List<NetworkInterface> interfaces, Attempt attempt) {
    for (String id : settings.tables()) {
      Optional<RouteTable> table = Routes.table(found, id);
      if (table.isEmpty()) {
        findings.refused(id, "there is no such route table", "correct route-tables");
        continue;
      }
      table(table.orElseThrow());
      vpc(table.orElseThrow(), interfaces);
      permissions(table.orElseThrow(), attempt);
    }
  }

  private void table(RouteTable table) {
    String id = table.routeTableId();
    for (Vip vip : definition.vips()) {
      if (Routes.local(table).stream().anyMatch(block -> Block.of(block).holds(vip))) {
        findings.refused(
            id, vip + " lies within the VPC's own block", "choose VIPs outside of the VPC");
      }
    }
    List<Vip> missing =
        definition.vips().stream().filter(vip -> Routes.to(table, vip).isEmpty()).toList();
    if (missing.isEmpty()) {
      findings.good(id, "has routes to all VIPs: " + definition.vips());
    } else if (settings.createRoutes()) {
      findings.good(id, "has no routes to " + missing + " yet: the first move makes them");
    } else {
      List<Vip> propagated =
          missing.stream().filter(vip -> Routes.isPropagated(table, vip)).toList();
      findings.refused(
          id,
          "has no routes to "
              + missing
              + (propagated.isEmpty() ? "" : ", but propagated ones to " + propagated),
          "make them, or set create-routes");
    }
  }

  private void vpc(RouteTable table, List<NetworkInterface> interfaces) {
    for (NetworkInterface one : interfaces) {
      if (!String.valueOf(table.vpcId()).equals(one.vpcId())) {
        findings.refused(
            one.networkInterfaceId(),
            "is in " + one.vpcId() + ", " + table.routeTableId() + " in " + table.vpcId(),
            "a route leads to interfaces of its own VPC only");
      }
    }
  }

  /** The dry runs are of writes that would change nothing if they were carried out. */
  private void permissions(RouteTable table, Attempt attempt) {
    String id = table.routeTableId();
    String someone = settings.networkInterfaces().values().iterator().next();
    Optional<Route> ours =
        definition.vips().stream()
            .flatMap(vip -> Routes.to(table, vip).stream())
            .filter(route -> settings.networkInterfaces().containsValue(route.networkInterfaceId()))
            .findFirst();
    Hop same =
        ours.map(
                route ->
                    new Hop(
                        id,
                        Routes.block(Routes.host(route).orElseThrow()),
                        route.networkInterfaceId()))
            .orElse(new Hop(id, NOWHERE, someone));
    findings.tryOut(Ec2Api.REPLACE_ROUTE, id, () -> ec2.tryReplaceRoute(same, attempt));
    if (settings.createRoutes()) {
      String there =
          ours.isPresent()
              ? same.destination()
              : Routes.local(table).stream().findFirst().orElse(NOWHERE);
      Hop existing = new Hop(id, there, someone);
      findings.tryOut(Ec2Api.CREATE_ROUTE, id, () -> ec2.tryCreateRoute(existing, attempt));
    }
  }
}
