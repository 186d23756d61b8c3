package dev.baton.aws;

import dev.baton.model.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import java.util.List;

/** Makes the movers for AWS. */
public final class AwsActuatorFactory implements ActuatorFactory {

  /** Creates it. */
  public AwsActuatorFactory() {}

  @Override
  public List<String> kinds() {
    return List.of(RouteActuator.KIND, EipActuator.KIND);
  }

  @Override
  public Actuator create(Binding binding) {
    return switch (binding.kind()) {
      case RouteActuator.KIND -> new RouteActuator(RouteSettings.of(binding));
      case EipActuator.KIND -> new EipActuator(EipSettings.of(binding));
      default ->
          throw new IllegalArgumentException(binding.kind() + ": is none of the kinds " + kinds());
    };
  }
}
