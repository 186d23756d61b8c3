package dev.baton.testkit.scene;

import dev.baton.testkit.Tempo;
import java.util.List;

/** The scenes there are, by the kind of binding. */
public final class Scenes {
  /** Every kind. */
  public static final List<String> KINDS =
      List.of("aws-route", "aws-eip", "aws-route53", "azure-ilb", "gcp-ilb");

  private Scenes() {}

  /**
   * Sets a scene.
   *
   * @throws IllegalArgumentException when there is none of that kind
   */
  public static Scene of(String kind, Cast cast) {
    return switch (kind) {
      case "aws-route" -> new RouteScene(cast);
      case "aws-eip" -> new EipScene(cast);
      case "aws-route53" -> new Route53Scene(cast);
      case "azure-ilb" -> new AzureScene(cast);
      case "gcp-ilb" -> new GcpScene(cast);
      default -> throw new IllegalArgumentException("scenario " + kind + " is none of " + KINDS);
    };
  }

  /**
   * Returns about how long that cloud takes in reality; this module's README says where the figures
   * come from.
   */
  public static Tempo usualTempo(String kind) {
    return switch (kind) {
      case "aws-route", "aws-eip" -> Tempo.ofMillis(100, 300, 0);
      case "aws-route53" -> Tempo.ofMillis(100, 300, 5000);
      case "azure-ilb", "gcp-ilb" -> Tempo.ofMillis(150, 400, 2500);
      default -> throw new IllegalArgumentException("scenario " + kind + " is none of " + KINDS);
    };
  }
}
