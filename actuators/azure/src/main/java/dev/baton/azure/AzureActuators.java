package dev.baton.azure;

import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.util.List;

/** Makes the actuators for Azure. */
public final class AzureActuators implements ActuatorFactory {

  /** Creates the factory; makes no client yet. */
  public AzureActuators() {}

  @Override
  public List<String> kinds() {
    return List.of(IlbSettings.KIND);
  }

  /**
   * Returns the limits of a subscription and service principal in a region ("Throttling Resource
   * Manager requests").
   */
  @Override
  public List<CallLimit> limits() {
    String source =
        "https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling";
    return List.of(
        new CallLimit(".*/write", false, 10, 200, source),
        new CallLimit(".*", false, 25, 250, source));
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
