package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.wiring.Components;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which every verb is configured. */
final class ConfigOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file (YAML); also BATON_CONFIG.")
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

  /** For the parser. */
  ConfigOptions() {}

  /** Tells whether the configuration is only to be shown. */
  boolean printOnly() {
    return print;
  }

  /**
   * Loads a component's configuration.
   *
   * @param further {@code key=value} that other options of the verb stand for
   * @throws ConfigException naming everything that is wrong
   */
  Config load(Surroundings surroundings, String component, List<String> further) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(further);
    Optional<Path> named =
        file.or(
            () ->
                Optional.ofNullable(surroundings.environment().get("BATON_CONFIG")).map(Path::of));
    Sources sources = new Sources(named.map(ConfigOptions::read), surroundings.environment(), all);
    return ConfigLoader.load(Components.CATALOG, component, sources);
  }

  /** Reads a text file, as a document that messages name by its path. */
  static Sources.Document read(Path path) {
    try {
      return new Sources.Document(path.toString(), Files.readString(path));
    } catch (NoSuchFileException e) {
      throw refused(path, "does not exist");
    } catch (MalformedInputException e) {
      throw refused(path, "is not UTF-8 text");
    } catch (IOException e) {
      throw refused(path, "cannot be read: " + Config.messageOf(e));
    }
  }

  private static ConfigException refused(Path path, String what) {
    return new ConfigException(List.of(new Problem(Origin.file(path.toString()), "", what)));
  }
}
