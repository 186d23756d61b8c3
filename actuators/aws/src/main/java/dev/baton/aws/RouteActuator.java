package dev.baton.aws;

import dev.baton.aws.Ec2Api.Hop;
import dev.baton.aws.Lanes.Step;
import dev.baton.model.Vip;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * Points a route for each VIP at the node's network interface, in every named route table.
 *
 * <p>EC2 has no conditional write for a route. A superseded actuator is stopped by the attempt,
 * which is asked right before each write, by the write's deadline, and by the absence of automatic
 * retries. A late write that passes all of these is found by {@link #verify}.
 */
final class RouteActuator implements Actuator {
  static final String KIND = "aws-route";

  private final ClusterDefinition definition;
  private final RouteSettings settings;
  private final Shared.Share<Ec2Api> shared;
  private final Ec2Api ec2;
  private final Lanes lanes = new Lanes();

  RouteActuator(ClusterDefinition definition, RouteSettings settings, Shared.Share<Ec2Api> shared) {
    this.definition = definition;
    this.settings = settings;
    this.shared = shared;
    this.ec2 = shared.get();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<ApiCall> calls() {
    String region =
        settings.access().arn() + ":ec2:" + settings.access().region() + ":*:route-table/";
    List<ApiCall> calls = new ArrayList<>();
    calls.add(new ApiCall(Ec2Api.DESCRIBE_TABLES, "*", false, "read where routes point"));
    calls.add(
        new ApiCall(
            Ec2Api.DESCRIBE_INTERFACES, "*", false, "look at nodes' interfaces beforehand"));
    for (String table : settings.tables()) {
      calls.add(new ApiCall(Ec2Api.REPLACE_ROUTE, region + table, true, "move a VIP's route"));
      if (settings.createRoutes()) {
        calls.add(new ApiCall(Ec2Api.CREATE_ROUTE, region + table, true, "make a missing route"));
      }
    }
    return List.copyOf(calls);
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return new RoutePreflight(definition, settings, ec2).look(attempt);
  }

  /**
   * If several writes fail, a failure that may pass is thrown first: a table that is gone for good
   * must not keep the driver from trying the others again.
   */
  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    Lanes.Ended ended = lanes.run(steps(assignment, attempt), attempt);
    Optional<ActuatorException> toThrow =
        ended.failures().stream()
            .filter(failure -> failure.kind().mayPass())
            .findFirst()
            .or(() -> ended.failures().stream().findFirst());
    if (toThrow.isPresent()) {
      throw toThrow.orElseThrow();
    }
    return new Receipt(ended.changes(), "");
  }

  private List<Step> steps(Assignment assignment, Attempt attempt) {
    String to = Targets.of(assignment.node(), settings.networkInterfaces(), "eni");
    List<RouteTable> tables = ec2.routeTables(settings.tables(), attempt);
    List<Step> steps = new ArrayList<>();
    for (String id : settings.tables()) {
      for (Vip vip : assignment.vips()) {
        Optional<RouteTable> table = Routes.table(tables, id);
        Optional<Route> before = table.flatMap(of -> Routes.to(of, vip));
        boolean propagated = table.filter(of -> Routes.isPropagated(of, vip)).isPresent();
        if (before.filter(route -> Routes.pointsTo(route, to)).isEmpty()) {
          steps.add(step(new Hop(id, Routes.block(vip), to), before, propagated));
        }
      }
    }
    return steps;
  }

  private Step step(Hop hop, Optional<Route> before, boolean propagated) {
    String what = hop.destination() + " to " + hop.networkInterface();
    if (before.isPresent()) {
      return new Step(
          Ec2Api.REPLACE_ROUTE,
          hop.table(),
          what + ", was to " + Routes.target(before.orElseThrow()),
          timeLeft -> ec2.replaceRoute(hop, timeLeft));
    }
    if (settings.createRoutes()) {
      return new Step(
          Ec2Api.CREATE_ROUTE,
          hop.table(),
          what + ", created again",
          timeLeft -> ec2.createRoute(hop, timeLeft));
    }
    return propagated
        ? new Step(Ec2Api.REPLACE_ROUTE, hop.table(), what, timeLeft -> refusePropagated(hop))
        : new Step(
            Ec2Api.REPLACE_ROUTE, hop.table(), what, timeLeft -> replaceUnseen(hop, timeLeft));
  }

  private static void refusePropagated(Hop hop) {
    throw new ActuatorException(
        ActuatorException.Kind.PERMANENT,
        Ec2Api.REPLACE_ROUTE,
        "",
        hop.table()
            + " has only a propagated route to "
            + hop.destination()
            + ", which cannot be replaced; set create-routes: one that is made goes before it");
  }

  /** A read may be old, so a route counts as missing only if the write says so as well. */
  private void replaceUnseen(Hop hop, Duration timeLeft) {
    try {
      ec2.replaceRoute(hop, timeLeft);
    } catch (ActuatorException refusal) {
      throw refusal.kind() == ActuatorException.Kind.LOST_RACE
          ? new ActuatorException(
              ActuatorException.Kind.PERMANENT,
              refusal.action(),
              refusal.code(),
              hop.table()
                  + " has no route to "
                  + hop.destination()
                  + "; make one, or set create-routes")
          : refusal;
    }
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    try {
      String to = Targets.of(assignment.node(), settings.networkInterfaces(), "eni");
      List<RouteTable> tables = ec2.routeTables(settings.tables(), attempt);
      boolean here = true;
      List<String> evidence = new ArrayList<>();
      for (String id : settings.tables()) {
        for (Vip vip : assignment.vips()) {
          Optional<Route> route = Routes.table(tables, id).flatMap(table -> Routes.to(table, vip));
          here &= route.filter(r -> Routes.pointsTo(r, to) && Routes.isActive(r)).isPresent();
          evidence.add(
              id + ": " + vip + " to " + route.map(Routes::target).orElse("nobody: no route"));
        }
      }
      return new Verification(here ? Where.HERE : Where.ELSEWHERE, evidence);
    } catch (ActuatorException refusal) {
      return new Verification(Where.UNKNOWN, List.of(String.valueOf(refusal.getMessage())));
    }
  }

  @Override
  public void close() {
    lanes.close();
    shared.close();
  }
}
