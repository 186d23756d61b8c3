package dev.baton.gcp;

import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.io.IOException;
import java.util.List;

/** Makes the actuators for Google Cloud. This module's README lists the settings. */
public final class GcpActuatorFactory implements ActuatorFactory {
  static final String ILB = "gcp-ilb";

  /** Creates the factory. */
  public GcpActuatorFactory() {}

  @Override
  public List<String> kinds() {
    return List.of(ILB);
  }

  /**
   * Returns the limits ("Compute Engine rate quotas"): a project may make 1,500 calls of each group
   * of methods within a minute, and is refused until the next minute after that. Here all calls
   * count as one group, and updates may use half of it: 300 at once and 20 a second after that make
   * 1,500.
   */
  @Override
  public List<CallLimit> limits() {
    String source = "https://cloud.google.com/compute/docs/api-rate-limits";
    return List.of(
        new CallLimit(".*\\.update", false, 10, 150, source),
        new CallLimit(".*", false, 20, 300, source));
  }

  @Override
  public Actuator create(ClusterDefinition definition, Binding binding) {
    if (!binding.kind().equals(ILB)) {
      throw new IllegalArgumentException(
          "kind \"" + binding.kind() + "\" is none of " + String.join(", ", kinds()));
    }
    IlbSettings settings = IlbSettings.of(binding);
    ComputeApi api = api(settings);
    return switch (settings.write()) {
      case BACKENDS -> new BackendsActuator(definition, settings, api);
      case MEMBERS -> new MembersActuator(definition, settings, api);
    };
  }

  private static ComputeApi api(IlbSettings settings) {
    try {
      return new ComputeApi(settings.endpoint());
    } catch (IOException e) {
      throw new IllegalArgumentException(ILB + ": " + e.getMessage(), e);
    }
  }
}
