package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubLatency;
import java.util.List;

/** The scenes there are, by the kind of binding. */
public final class StubScenarios {
  /** Every kind. */
  public static final List<String> KINDS =
      List.of("aws-route", "aws-eip", "aws-route53", "azure-ilb", "gcp-ilb");

  private StubScenarios() {}

  /**
   * Sets a scene.
   *
   * @throws IllegalArgumentException when there is none of that kind
   */
  public static StubScenario of(String kind, StubNodes cast) {
    return switch (kind) {
      case "aws-route" -> new RouteScenario(cast);
      case "aws-eip" -> new EipScenario(cast);
      case "aws-route53" -> new Route53Scenario(cast);
      case "azure-ilb" -> new AzureScenario(cast);
      case "gcp-ilb" -> new GcpScenario(cast);
      default -> throw new IllegalArgumentException("scenario " + kind + " is none of " + KINDS);
    };
  }

  /**
   * Returns about how long that cloud takes in reality; this module's README says where the figures
   * come from.
   */
  public static StubLatency usualLatency(String kind) {
    return switch (kind) {
      case "aws-route", "aws-eip" -> StubLatency.ofMillis(100, 300, 0);
      case "aws-route53" -> StubLatency.ofMillis(100, 300, 5000);
      case "azure-ilb", "gcp-ilb" -> StubLatency.ofMillis(150, 400, 2500);
      default -> throw new IllegalArgumentException("scenario " + kind + " is none of " + KINDS);
    };
  }
}
