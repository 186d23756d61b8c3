package dev.baton.compose.cli;

import dev.baton.compose.wiring.Components;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code baton} command as a whole. */
public final class Baton {

  /** Verbs for trying Baton out, which compose/demo adds: nothing of them runs on a node. */
  static final Set<String> TRYING_OUT = Set.of("broker", "demo");

  private Baton() {}

  /**
   * Runs a command.
   *
   * @param arguments what the user wrote behind {@code baton}
   * @return its exit status, see {@link dev.baton.compose.frame.ExitCode}
   */
  public static int run(Surroundings surroundings, String... arguments) {
    return run(surroundings, List.of(), arguments);
  }

  /**
   * Runs a command that may have further verbs.
   *
   * @param further picocli commands, listed before Baton's own
   * @param arguments what the user wrote behind {@code baton}
   * @return its exit status, see {@link dev.baton.compose.frame.ExitCode}
   */
  public static int run(Surroundings surroundings, List<Object> further, String... arguments) {
    Errors errors = new Errors(surroundings);
    try {
      return commandLine(surroundings, further, errors).execute(Arguments.rewritten(arguments));
    } catch (RuntimeException e) {
      return errors.unexpected(e);
    }
  }

  /** Returns the parser with every verb. */
  private static CommandLine commandLine(
      Surroundings surroundings, List<Object> further, Errors errors) {
    CommandLine line = new CommandLine(new Root(surroundings));
    further.forEach(line::addSubcommand);
    verbs(surroundings).forEach(line::addSubcommand);
    line.addSubcommand(actuators(surroundings));
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setExecutionExceptionHandler(errors);
    line.setParameterExceptionHandler(errors);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private static CommandLine actuators(Surroundings surroundings) {
    CommandLine actuators =
        new CommandLine(new ActuatorCommand(surroundings))
            .addSubcommand(new ServiceCommands.Arp(surroundings))
            .addSubcommand(new ServiceCommands.Probe(surroundings));
    for (String component : List.of(Components.AWS, Components.AZURE, Components.GCP)) {
      ServiceCommands.Cloud service = new ServiceCommands.Cloud(surroundings, component);
      actuators.addSubcommand(service.cloud(), service);
    }
    return actuators;
  }

  private static List<Object> verbs(Surroundings surroundings) {
    return List.of(
        new ServiceCommands.Arbiter(surroundings),
        new ServiceCommands.Agent(surroundings),
        new ServiceCommands.Node(surroundings),
        new DefineCommand(surroundings),
        new DefinitionCommand(surroundings),
        new UndefineCommand(surroundings),
        new StatusCommand(surroundings),
        new RequestCommands.Switchover(surroundings),
        new RequestCommands.Maintenance(surroundings),
        new RequestCommands.Standby(surroundings),
        new RequestCommands.Resume(surroundings),
        new RequestCommands.Acknowledge(surroundings),
        new RequestCommands.Rebind(surroundings),
        new RequestCommands.Quarantine(surroundings),
        new RequestCommands.Forget(surroundings),
        new ExplainCommand(surroundings),
        new AuditCommand(surroundings),
        new MoverCommands.Look(surroundings),
        new MoverCommands.Permissions(surroundings),
        new CleanupCommand(surroundings),
        new ConfigReferenceCommand(surroundings));
  }

  /** Without a verb: what there is. */
  @Command(
      name = "baton",
      description = "Virtual IPs that move on Apache Kafka.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:done; a service was told to end and did",
        "1:refused; the reason is on standard error",
        "2:the command line, configuration or a file is not right; no such cluster is defined",
        "3:the deadline passed, what was asked for may still happen",
        "4:Kafka does not answer",
        "5:a service failed or did not end in time; an error inside Baton; no way to write",
        "6:status: all is held, but something should be looked at",
        "7:status: a cluster has no holder, or none is defined"
      })
  private static final class Root implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    Root(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public void run() {
      spec.commandLine().usage(surroundings.out());
    }
  }

  /** What carries out commands. */
  @Command(
      name = "actuator",
      description = "Carries out what arbiters decide.",
      mixinStandardHelpOptions = true)
  private static final class ActuatorCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    ActuatorCommand(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public void run() {
      spec.commandLine().usage(surroundings.out());
    }
  }

  /** The version that the build wrote into this jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Baton.class.getPackage().getImplementationVersion();
      return new String[] {"baton " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
