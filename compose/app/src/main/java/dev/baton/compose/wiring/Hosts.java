package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ValueTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The name of this machine. */
final class Hosts {

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private Hosts() {}

  /**
   * Returns the value of a key, or the host name up to its first dot.
   *
   * @throws ConfigException when neither is a valid name
   */
  static String nameOr(Config config, ConfigKey<String> key) {
    return config.find(key).orElseGet(() -> own(config, key));
  }

  private static String own(Config config, ConfigKey<String> key) {
    String host;
    try {
      host = Files.readString(HOST_NAME).strip().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(config.problem(key.name(), "is needed: the host name cannot be read: " + e)));
    }
    try {
      return ValueTypes.NAME.parse(List.of(host.split("\\.", 2)[0]));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of(config.problem(key.name(), "is needed: the host name " + Config.messageOf(e))));
    }
  }
}
