package dev.baton.compose.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code baton} command. */
public final class Baton {

  /** The verbs that compose/demo adds for trying Baton out. None of them runs on a node. */
  static final Set<String> TRYING_OUT = Set.of("broker", "demo");

  private Baton() {}

  /**
   * Runs a command.
   *
   * @param arguments the words after {@code baton}
   * @return its exit status, see {@link dev.baton.compose.service.ExitCode}
   */
  public static int run(CliContext context, String... arguments) {
    return run(context, List.of(), arguments);
  }

  /**
   * Runs a command that may be one of further verbs.
   *
   * @param further picocli commands, listed before Baton's own
   * @param arguments the words after {@code baton}
   * @return its exit status, see {@link dev.baton.compose.service.ExitCode}
   */
  public static int run(CliContext context, List<Object> further, String... arguments) {
    Errors errors = new Errors(context);
    try {
      String[] words = Arguments.rewritten(arguments);
      Optional<String> verb = Stream.of(words).findFirst().filter(Verbs::contain);
      return commandLine(context, further, errors, verb).execute(words);
    } catch (RuntimeException e) {
      return errors.unexpected(e);
    }
  }

  private static CommandLine commandLine(
      CliContext context, List<Object> further, Errors errors, Optional<String> verb) {
    String set = System.getProperty(InstalledSet.PROPERTY, "");
    Verbs verbs = new Verbs(context, InstalledSet.named(set), verb);
    return commandLine(context, verbs, further, errors);
  }

  /**
   * Returns the parser with every verb that these sets have; whoever runs one of the others is told
   * what to install.
   *
   * @param context is not asked for anything before a verb runs
   */
  public static CommandLine commandLine(CliContext context, Set<InstalledSet> installed) {
    Verbs verbs = new Verbs(context, installed, Optional.empty());
    return commandLine(context, verbs, List.of(), new Errors(context));
  }

  private static CommandLine commandLine(
      CliContext context, Verbs verbs, List<Object> further, Errors errors) {
    CommandLine line = new CommandLine(new Root(context));
    further.forEach(line::addSubcommand);
    CommandLine actuators = new CommandLine(new ActuatorCommand(context));
    verbs.addTo(line, actuators);
    line.addSubcommand(actuators);
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setOut(context.out());
    line.setErr(context.err());
    line.setExecutionExceptionHandler(errors);
    line.setParameterExceptionHandler(errors);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  /** Prints the verbs when none was given. */
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
    private final CliContext context;

    @Spec private CommandSpec spec = CommandSpec.create();

    Root(CliContext context) {
      this.context = context;
    }

    @Override
    public void run() {
      spec.commandLine().usage(context.out());
    }
  }

  /** {@code baton actuator}, which only has further verbs. */
  @Command(
      name = "actuator",
      description = "Carries out what arbiters decide.",
      mixinStandardHelpOptions = true)
  private static final class ActuatorCommand implements Runnable {
    private final CliContext context;

    @Spec private CommandSpec spec = CommandSpec.create();

    ActuatorCommand(CliContext context) {
      this.context = context;
    }

    @Override
    public void run() {
      spec.commandLine().usage(context.out());
    }
  }

  /** The version from this jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Baton.class.getPackage().getImplementationVersion();
      return new String[] {"baton " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
