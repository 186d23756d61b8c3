package dev.baton.compose.cli;

import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import java.util.List;

/** Makes actuators of signs that stand nowhere: {@code gcp-sign}, with a setting {@code state}. */
public final class Signposts implements ActuatorFactory {

  /** For the service loader. */
  public Signposts() {}

  @Override
  public List<String> kinds() {
    return List.of("gcp-sign");
  }

  @Override
  public Actuator create(ClusterDefinition definition, Binding binding) {
    String state = binding.settings().get("state");
    if (state == null) {
      throw new IllegalArgumentException("gcp-sign: state: is missing");
    }
    return new Sign(state);
  }

  private record Sign(String state) implements Actuator {
    @Override
    public String kind() {
      return "gcp-sign";
    }

    @Override
    public List<ApiCall> calls() {
      return List.of(
          new ApiCall("sign.turn", "sign-1", true, "turns it"),
          new ApiCall("sign.look", "*", false, "looks at it"));
    }

    @Override
    public Preflight preflight(Attempt attempt) {
      attempt.read("sign.look");
      Finding finding =
          switch (state) {
            case "rusty" -> new Finding(Weight.REFUSED, "sign-1", "is rusty", "oil it");
            case "far" -> new Finding(Weight.DOUBTFUL, "sign-1", "cannot be seen", "");
            default -> new Finding(Weight.GOOD, "sign-1", "turns", "");
          };
      return new Preflight("a passer-by", List.of(finding));
    }

    @Override
    public Receipt apply(Assignment assignment, Attempt attempt) {
      return new Receipt(List.of(), "");
    }

    @Override
    public Verification verify(Assignment assignment, Attempt attempt) {
      return new Verification(Verification.Where.UNKNOWN, List.of());
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
