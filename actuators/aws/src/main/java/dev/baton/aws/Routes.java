package dev.baton.aws;

import dev.baton.model.Vip;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Reads the contents of route tables. */
final class Routes {
  private Routes() {}

  /** Returns an address as a block of one address. */
  static String block(Vip vip) {
    return vip + (vip.isIpv6() ? "/128" : "/32");
  }

  static Optional<RouteTable> table(List<RouteTable> tables, String id) {
    return tables.stream().filter(table -> id.equals(table.routeTableId())).findFirst();
  }

  /**
   * Returns the route to exactly this address that can be replaced. A route that a virtual private
   * gateway propagates cannot; a static route has priority over it.
   */
  static Optional<Route> to(RouteTable table, Vip vip) {
    return routes(table, vip).filter(route -> !isPropagated(route)).findFirst();
  }

  /** Tells whether a virtual private gateway propagates a route to exactly this address. */
  static boolean isPropagated(RouteTable table, Vip vip) {
    return routes(table, vip).anyMatch(Routes::isPropagated);
  }

  private static Stream<Route> routes(RouteTable table, Vip vip) {
    return table.routes().stream().filter(route -> host(route).filter(vip::equals).isPresent());
  }

  /** API reference, Route: {@code origin}. ReplaceRoute does not change a propagated route. */
  private static boolean isPropagated(Route route) {
    return route.origin() == RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION;
  }

  /** Returns the address if the route is to a single one; IPv6 addresses have several forms. */
  static Optional<Vip> host(Route route) {
    return destination(route)
        .filter(block -> block.endsWith(block.contains(":") ? "/128" : "/32"))
        .flatMap(block -> vip(block.substring(0, block.indexOf('/'))));
  }

  /** Returns the address blocks of the table's VPC. */
  static List<String> local(RouteTable table) {
    return table.routes().stream()
        .filter(route -> "local".equals(route.gatewayId()))
        .flatMap(route -> destination(route).stream())
        .toList();
  }

  static boolean pointsTo(Route route, String networkInterface) {
    return networkInterface.equals(route.networkInterfaceId());
  }

  static boolean isActive(Route route) {
    return route.state() == RouteState.ACTIVE;
  }

  /** Describes the target of a route, of whatever kind. */
  static String target(Route route) {
    return Stream.of(
                route.networkInterfaceId(),
                route.gatewayId(),
                route.transitGatewayId(),
                route.natGatewayId(),
                route.vpcPeeringConnectionId(),
                route.egressOnlyInternetGatewayId())
            .filter(target -> target != null && !target.isEmpty())
            .findFirst()
            .orElse("something else")
        + " ("
        + route.stateAsString()
        + ")";
  }

  private static Optional<String> destination(Route route) {
    return Optional.ofNullable(route.destinationCidrBlock())
        .filter(block -> !block.isEmpty())
        .or(() -> Optional.ofNullable(route.destinationIpv6CidrBlock()))
        .filter(block -> block.contains("/"));
  }

  private static Optional<Vip> vip(String address) {
    try {
      return Optional.of(new Vip(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
