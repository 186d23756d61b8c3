package dev.baton.azure;

import dev.baton.model.Binding;
import dev.baton.model.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import java.util.List;

/** Makes the movers for Azure. */
public final class AzureActuators implements ActuatorFactory {

  /** Creates it; makes no client yet. */
  public AzureActuators() {}

  @Override
  public List<String> kinds() {
    return List.of(IlbSettings.KIND);
  }

  @Override
  public Actuator create(ClusterDefinition definition, Binding binding) {
    if (!binding.kind().equals(IlbSettings.KIND)) {
      throw new IllegalArgumentException(
          "kind " + binding.kind() + " is none of " + kinds() + ", which move things in Azure");
    }
    IlbSettings settings = IlbSettings.of(binding);
    return new AzureIlb(definition, settings, Arm.connect(settings));
  }
}
