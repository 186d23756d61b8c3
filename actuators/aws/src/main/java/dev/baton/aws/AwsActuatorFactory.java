package dev.baton.aws;

import dev.baton.model.Binding;
import dev.baton.model.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.time.Duration;
import java.util.List;

/** Makes the movers for AWS. */
public final class AwsActuatorFactory implements ActuatorFactory {
  /** Of the five calls a second that Route 53 grants an account, one in ten. */
  private static final Duration POLL_EVERY = Duration.ofSeconds(2);

  /** Creates it. */
  public AwsActuatorFactory() {}

  @Override
  public List<String> kinds() {
    return List.of(RouteActuator.KIND, EipActuator.KIND, Route53Actuator.KIND);
  }

  /**
   * EC2 counts each action apart (developer guide, "Request throttling for the Amazon EC2 API");
   * Route 53 all of an account's calls together (developer guide, "Quotas", API requests).
   */
  @Override
  public List<CallLimit> limits() {
    String ec2 = "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html";
    String route53 =
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html";
    return List.of(
        new CallLimit("ec2:Describe.*", true, 20, 100, ec2),
        new CallLimit("ec2:.*", true, 5, 50, ec2),
        new CallLimit("route53:.*", false, 5, 5, route53));
  }

  @Override
  public Actuator create(ClusterDefinition definition, Binding binding) {
    return switch (binding.kind()) {
      case RouteActuator.KIND -> new RouteActuator(definition, RouteSettings.of(binding));
      case EipActuator.KIND -> new EipActuator(definition, EipSettings.of(binding));
      case Route53Actuator.KIND ->
          new Route53Actuator(definition, Route53Settings.of(binding), POLL_EVERY);
      default ->
          throw new IllegalArgumentException(binding.kind() + ": is none of the kinds " + kinds());
    };
  }
}
