package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.config.TextFile;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.wiring.Components;
import dev.baton.compose.wiring.HostCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options with which every verb is configured. */
final class ConfigOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "Configuration file (YAML); also BATON_CONFIG. Operator's verbs read"
              + " /etc/baton/baton.yaml without it.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets a configuration key; --key=value does the same. Flags win over BATON_... variables,"
              + " these over the file. Keys: baton config-reference.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--print-config",
      description = "Prints the effective configuration with its origins, and ends.")
  private boolean print;

  @Option(
      names = "--check-config",
      description =
          "Checks the configuration and what it names on this host, asks no network, says all that"
              + " is wrong, and ends: 0 if nothing is, else 2.")
  private boolean check;

  /** Called by the parser. */
  ConfigOptions() {}

  /** Tells whether the configuration is only printed. */
  boolean printOnly() {
    return print;
  }

  /**
   * Loads a component's configuration.
   *
   * @param further {@code key=value} from other options of the verb
   * @throws dev.baton.compose.config.ConfigException naming everything that is wrong
   */
  Config load(CliContext context, String component, List<String> further) {
    Config config =
        ConfigLoader.load(Components.CATALOG, component, sources(context, component, further));
    config.remarks().forEach(remark -> context.complain("warning: " + remark));
    return config;
  }

  /** Tells whether the configuration is only checked. */
  boolean checkOnly() {
    return check;
  }

  /**
   * Checks a component's configuration, and whether this host fits it, and prints everything that
   * is wrong.
   *
   * @param further {@code key=value} from other options of the verb
   * @throws dev.baton.compose.config.ConfigException when the file cannot be read at all
   */
  ExitCode check(CliContext context, String component, List<String> further) {
    ConfigLoader.Loaded loaded =
        ConfigLoader.loadWhatIsRight(
            Components.CATALOG, component, sources(context, component, further));
    HostCheck.Findings found = HostCheck.look(component, loaded.config());
    Stream.concat(loaded.config().remarks().stream(), found.remarks().stream())
        .forEach(remark -> context.complain("warning: " + remark));
    Set<String> told = loaded.problems().stream().map(Problem::field).collect(Collectors.toSet());
    List<Problem> all = new ArrayList<>(loaded.problems());
    found.problems().stream().filter(each -> !told.contains(each.field())).forEach(all::add);
    if (!all.isEmpty()) {
      throw new ConfigException(all);
    }
    context.say("the configuration of baton " + component + " is right");
    return ExitCode.DONE;
  }

  private Sources sources(CliContext context, String component, List<String> further) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(further);
    Optional<Path> named = file.or(() -> byVariable(context));
    if (named.isEmpty() && component.equals(Components.OPERATOR)) {
      named = Optional.of(context.operatorFile()).filter(Files::exists);
    }
    return new Sources(named.map(TextFile::read), context.environment(), all);
  }

  private static Optional<Path> byVariable(CliContext context) {
    return Optional.ofNullable(context.environment().get("BATON_CONFIG"))
        .filter(name -> !name.isBlank())
        .map(Path::of);
  }
}
