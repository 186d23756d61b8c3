package dev.baton.aws;

import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.time.Duration;
import java.util.List;

/** Makes the actuators for AWS. */
public final class AwsActuatorFactory implements ActuatorFactory {
  /** One in twenty of the ten calls a second that Route 53 allows an account. */
  private static final Duration POLL_EVERY = Duration.ofSeconds(2);

  private final Shared<Access, Ec2Api> ec2 = new Shared<>(Ec2Api::new);
  private final Shared<Route53Api.Zone, Route53Api> zones = new Shared<>(Route53Api::new);

  /** Creates the factory. */
  public AwsActuatorFactory() {}

  @Override
  public List<String> kinds() {
    return List.of(RouteActuator.KIND, EipActuator.KIND, Route53Actuator.KIND);
  }

  /**
   * Returns the limits. EC2 counts each action separately (developer guide, "Request throttling for
   * the Amazon EC2 API"). Route 53 counts all calls of an account together, and each action
   * separately with the same numbers (developer guide, "Throttling for Amazon Route 53 API
   * requests").
   */
  @Override
  public List<CallLimit> limits() {
    String ec2 = "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html";
    String route53 =
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/throttling-api-requests.html";
    return List.of(
        new CallLimit("ec2:Describe.*", true, 20, 100, ec2),
        new CallLimit("ec2:.*", true, 5, 50, ec2),
        new CallLimit("route53:.*", false, 10, 50, route53));
  }

  @Override
  public Actuator create(ClusterDefinition definition, Binding binding) {
    return switch (binding.kind()) {
      case RouteActuator.KIND -> route(definition, RouteSettings.of(binding));
      case EipActuator.KIND -> elasticIp(definition, EipSettings.of(binding));
      case Route53Actuator.KIND -> name(definition, Route53Settings.of(binding));
      default -> throw new IllegalArgumentException(binding.kind() + ": is not one of " + kinds());
    };
  }

  private Actuator route(ClusterDefinition definition, RouteSettings settings) {
    return new RouteActuator(definition, settings, ec2.take(settings.access()));
  }

  private Actuator elasticIp(ClusterDefinition definition, EipSettings settings) {
    return new EipActuator(definition, settings, ec2.take(settings.access()));
  }

  private Actuator name(ClusterDefinition definition, Route53Settings settings) {
    Route53Api.Zone zone = new Route53Api.Zone(settings.access(), settings.zone());
    return new Route53Actuator(definition, settings, zones.take(zone), POLL_EVERY);
  }
}
