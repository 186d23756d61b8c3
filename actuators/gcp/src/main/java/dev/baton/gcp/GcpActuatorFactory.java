package dev.baton.gcp;

import dev.baton.model.Binding;
import dev.baton.model.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import java.io.IOException;
import java.util.List;

/** Makes movers for Google Cloud. Settings: see this module's README. */
public final class GcpActuatorFactory implements ActuatorFactory {
  static final String ILB = "gcp-ilb";

  /** Creates it. */
  public GcpActuatorFactory() {}

  @Override
  public List<String> kinds() {
    return List.of(ILB);
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
      case BACKENDS -> new BackendsMover(definition, settings, api);
      case MEMBERS -> new MembersMover(definition, settings, api);
    };
  }

  private static ComputeApi api(IlbSettings settings) {
    try {
      return new ComputeApi(settings.endpoint());
    } catch (IOException e) {
      throw new IllegalArgumentException(ILB + ": no credentials: " + e.getMessage(), e);
    }
  }
}
