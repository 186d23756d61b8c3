package dev.baton.gcp;

import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.io.IOException;
import java.util.List;

/** Makes actuators for Google Cloud. Settings: see this module's README. */
public final class GcpActuatorFactory implements ActuatorFactory {
  static final String ILB = "gcp-ilb";

  /** Creates it. */
  public GcpActuatorFactory() {}

  @Override
  public List<String> kinds() {
    return List.of(ILB);
  }

  /**
   * A project may make 1,500 calls of each group of methods within a minute, and is refused until
   * the next minute after that ("Compute Engine rate quotas"). Here all calls are taken for one
   * group, and updates for half of one: 300 at once and 20 a second after that are 1,500.
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
