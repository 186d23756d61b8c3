package dev.baton.compose.demo;

import dev.baton.model.Vip;
import java.util.List;

/**
 * The cloud of a demonstration.
 *
 * @param kind the binding's kind
 */
public record CloudScenario(String kind) {
  /** Every kind. */
  public static final List<String> KINDS =
      List.of("aws-route", "aws-eip", "aws-route53", "azure-ilb", "gcp-ilb");

  /** Checks the kind. */
  public CloudScenario {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException("scenario: " + kind + " is none of " + KINDS);
    }
  }

  /** Returns the name of the cloud in the actuator service. */
  public String cloud() {
    return kind.substring(0, kind.indexOf('-'));
  }

  /**
   * Returns the VIP. It is outside of the nodes' network if the cloud demands that, and a
   * documentation address (RFC 5737) if it is public.
   */
  public Vip vip() {
    return switch (kind) {
      case "aws-eip" -> new Vip("198.51.100.10");
      case "azure-ilb", "gcp-ilb" -> TestClusterSettings.VIP;
      default -> new Vip("10.99.0.10");
    };
  }
}
