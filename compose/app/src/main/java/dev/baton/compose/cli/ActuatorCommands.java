package dev.baton.compose.cli;

import dev.baton.compose.actuators.ActuatorRegistry;
import dev.baton.compose.actuators.Looking;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.config.TextFile;
import dev.baton.compose.define.ClusterFile;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Logging;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.runtime.core.LeastPrivilege;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Preflight;
import dev.baton.spi.Preflight.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs about the actuators of a cluster's bindings. They need no Kafka. */
final class ActuatorCommands {

  private ActuatorCommands() {}

  /** A verb that runs for each binding that a cloud actuator moves. */
  private abstract static class ForEachActuator implements Callable<Integer> {
    private final CliContext context;

    @Option(
        names = {"-f", "--file"},
        required = true,
        paramLabel = "FILE",
        description = "The cluster's definition (YAML).")
    private Path file = Path.of("");

    ForEachActuator(CliContext context) {
      this.context = context;
    }

    /** Runs the verb for one binding; returns whether all is well. */
    abstract boolean act(ClusterDefinition definition, Binding binding, Actuator actuator);

    final void say(String line) {
      context.say(line);
    }

    @Override
    public final Integer call() {
      Logging.quieten();
      Sources.Document document = TextFile.read(file);
      ClusterDefinition definition = ClusterFile.readForActuators(document.name(), document.text());
      try (ActuatorRegistry registry =
          ActuatorRegistry.open(System.getProperty("baton.actuators", ""))) {
        boolean well = true;
        for (Binding binding : definition.bindings()) {
          well &= each(registry, document.name(), definition, binding);
        }
        return (well ? ExitCode.DONE : ExitCode.REFUSED).status();
      }
    }

    private boolean each(
        ActuatorRegistry registry, String name, ClusterDefinition definition, Binding binding) {
      if (binding.isKeptByTheNode()) {
        say(binding.kind() + ": no cloud is called; the node looks at itself when it starts");
        return true;
      }
      ActuatorFactory factory =
          registry
              .factory(binding.kind())
              .orElseThrow(() -> wrong(name, missing(binding.kind(), registry.kinds())));
      try (Actuator actuator = create(name, factory, definition, binding)) {
        return act(definition, binding, actuator);
      }
    }

    private static String missing(String kind, List<String> kinds) {
      String what = "no actuator of kind " + kind + "; there are " + kinds;
      return InstalledSet.ofKind(kind)
          .findFirst()
          .map(set -> what + "; install " + set.packageName())
          .orElse(what);
    }

    private static Actuator create(
        String name, ActuatorFactory factory, ClusterDefinition definition, Binding binding) {
      try {
        return factory.create(definition, binding);
      } catch (IllegalArgumentException e) {
        throw wrong(name, String.valueOf(e.getMessage()));
      }
    }

    private static ConfigException wrong(String name, String what) {
      return new ConfigException(List.of(new Problem(Origin.file(name), "bindings", what)));
    }
  }

  /** {@code baton preflight}. */
  @Command(
      name = "preflight",
      description = "Looks whether the clouds would let each binding be moved; changes nothing.",
      mixinStandardHelpOptions = true)
  static final class Look extends ForEachActuator {
    private static final Duration TIME = Duration.ofSeconds(60);

    Look(CliContext context) {
      super(context);
    }

    @Override
    boolean act(ClusterDefinition definition, Binding binding, Actuator actuator) {
      Preflight found = actuator.preflight(new Looking(System::nanoTime, TIME));
      String identity = found.identity().isEmpty() ? "an unnamed identity" : found.identity();
      say(binding.kind() + ": as " + identity);
      actuator.calls().stream()
          .filter(ApiCall::writes)
          .map(call -> "  would  " + call.action() + " on " + call.resource())
          .forEach(this::say);
      found.findings().forEach(this::say);
      say(binding.kind() + ": " + verdict(found));
      return found.passed();
    }

    private static String verdict(Preflight found) {
      if (!found.passed()) {
        return "could NOT be moved";
      }
      long doubts =
          found.findings().stream().filter(each -> each.weight() == Weight.DOUBTFUL).count();
      return doubts == 0 ? "could be moved" : "could be moved; doubtful findings: " + doubts;
    }

    private void say(Preflight.Finding finding) {
      String weight =
          switch (finding.weight()) {
            case GOOD -> "  good   ";
            case DOUBTFUL -> "  doubt  ";
            case REFUSED -> "  REFUSE ";
          };
      say(weight + finding.subject() + ": " + finding.what());
      if (!finding.remedy().isEmpty()) {
        say("         -> " + finding.remedy());
      }
    }
  }

  /** {@code baton permissions}. */
  @Command(
      name = "permissions",
      description =
          "Prints the least that each binding's actuator must be allowed, as its cloud has it.",
      mixinStandardHelpOptions = true)
  static final class Permissions extends ForEachActuator {

    Permissions(CliContext context) {
      super(context);
    }

    @Override
    boolean act(ClusterDefinition definition, Binding binding, Actuator actuator) {
      String role = "Baton " + definition.cluster() + " " + binding.kind();
      say("# " + role);
      say(text(role, binding, actuator.calls()).stripTrailing());
      return true;
    }

    private static String text(String role, Binding binding, List<ApiCall> calls) {
      String cloud = binding.kind().substring(0, binding.kind().indexOf('-'));
      return switch (cloud) {
        case "aws" -> LeastPrivilege.iamPolicy(calls);
        case "azure" -> LeastPrivilege.azureRole(role, scope(binding), calls);
        default -> LeastPrivilege.gcpRole(role, calls);
      };
    }

    private static String scope(Binding binding) {
      return "/subscriptions/"
          + binding.settings().getOrDefault("subscription", "")
          + "/resourceGroups/"
          + binding.settings().getOrDefault("resource-group", "");
    }
  }
}
