package dev.baton.compose.cli;

import dev.baton.compose.wiring.Components;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Puts the verbs into the command. A class of a verb is loaded only where its set is installed: the
 * jars that it needs are missing elsewhere.
 */
final class Verbs {
  private static final String ACTUATOR = "actuator ";

  private final CliContext context;
  private final Set<InstalledSet> installed;
  private final Optional<String> only;

  /**
   * Of what is installed.
   *
   * @param only the verb that is run: to make the others ready would cost more than many a verb
   *     does. Empty: all
   */
  Verbs(CliContext context, Set<InstalledSet> installed, Optional<String> only) {
    this.context = context;
    this.installed = EnumSet.copyOf(installed);
    this.only = only;
  }

  /** Tells whether there is a verb of that name, behind {@code baton} itself. */
  static boolean contain(String name) {
    return Stream.of(VerbGroup.values()).anyMatch(group -> group.verbs().contains(name));
  }

  private boolean isRun(Object command) {
    String name =
        command instanceof CommandLine line
            ? line.getCommandName()
            : Objects.requireNonNull(command.getClass().getAnnotation(Command.class)).name();
    return only.isEmpty() || only.equals(Optional.of(name));
  }

  /** Adds every verb, and for one that is not installed something that says so. */
  void addTo(CommandLine line, CommandLine actuators) {
    add(VerbGroup.DECISION, line, actuators, this::decision);
    add(VerbGroup.HOST, line, actuators, this::host);
    add(VerbGroup.OPERATION, line, actuators, this::operation);
    add(VerbGroup.CLOUD, line, actuators, this::cloud);
    if (only.isPresent()) {
      return;
    }
    line.addSubcommand(new ConfigReferenceCommand(context));
    if (VerbGroup.HOST.isIn(installed)) {
      actuators.addSubcommand(new ServiceCommands.Arp(context));
      actuators.addSubcommand(new ServiceCommands.Probe(context));
    }
    addCloud(VerbGroup.CLOUD_AWS, Components.AWS, actuators);
    addCloud(VerbGroup.CLOUD_AZURE, Components.AZURE, actuators);
    addCloud(VerbGroup.CLOUD_GCP, Components.GCP, actuators);
  }

  /** Makes the commands of a group. */
  private interface Making {
    List<Object> commands();
  }

  private void add(VerbGroup group, CommandLine line, CommandLine actuators, Making making) {
    if (group.isIn(installed)) {
      making.commands().stream().filter(this::isRun).forEach(line::addSubcommand);
    } else {
      addMissing(group, line, actuators);
    }
  }

  private void addCloud(VerbGroup group, String component, CommandLine actuators) {
    if (group.isIn(installed)) {
      ServiceCommands.Cloud service = new ServiceCommands.Cloud(context, component);
      actuators.addSubcommand(service.cloud(), service);
    } else {
      addMissing(group, actuators, actuators);
    }
  }

  private void addMissing(VerbGroup group, CommandLine line, CommandLine actuators) {
    for (String verb : group.verbs()) {
      NotInstalled missing = new NotInstalled(context, verb, group.sets());
      if (verb.startsWith(ACTUATOR)) {
        actuators.addSubcommand(verb.substring(ACTUATOR.length()), missing);
      } else {
        line.addSubcommand(verb, missing);
      }
    }
  }

  private List<Object> decision() {
    return List.of(
        new ServiceCommands.Arbiter(context),
        new DefineCommand(context),
        new UndefineCommand(context),
        new RequestCommands.Forget(context),
        new RequestCommands.Quarantine(context));
  }

  private List<Object> host() {
    return List.of(
        new ServiceCommands.Node(context),
        new ServiceCommands.Agent(context),
        new CleanupCommand(context),
        new ChannelKeyCommand(context),
        new PingCommand(context),
        ConvertCommands.all(context));
  }

  private List<Object> operation() {
    return List.of(
        new StatusCommand(context),
        new DefinitionCommand(context),
        new RequestCommands.Switchover(context),
        new RequestCommands.Maintenance(context),
        new RequestCommands.Standby(context),
        new RequestCommands.Resume(context),
        new RequestCommands.Acknowledge(context),
        new RequestCommands.Rebind(context),
        new ExplainCommand(context),
        new AuditCommand(context));
  }

  private List<Object> cloud() {
    return List.of(new ActuatorCommands.Look(context), new ActuatorCommands.Permissions(context));
  }
}
