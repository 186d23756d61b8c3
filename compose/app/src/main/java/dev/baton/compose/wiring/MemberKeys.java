package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.ValueTypes;
import dev.baton.model.MemberAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configuration keys of the channel between members, {@code channel.*}. */
final class MemberKeys {
  static final ConfigKey<Path> KEY_FILE =
      ConfigKey.optional(
          "channel.key-file",
          ValueTypes.PATH,
          "none: there is no channel",
          "The keys by which the members of a cluster know one another (`baton channel-key`); the"
              + " same file on every node, readable by its owner alone. It is read again when it"
              + " changes.");
  static final ConfigKey<Endpoint> LISTEN =
      ConfigKey.of(
          "channel.listen",
          ValueTypes.ENDPOINT,
          "0.0.0.0:9480",
          "Where this process hears other members, by UDP; 0.0.0.0 is every address, IPv6 too.");
  static final ConfigKey<List<Endpoint>> ANNOUNCE =
      ConfigKey.optional(
          "channel.announce",
          ValueTypes.ENDPOINTS,
          "the node's address on the VIPs' interface, with the port of `channel.listen`",
          "Where other members reach this node: at most two addresses with ports, one for each of"
              + " two networks.");

  private MemberKeys() {}

  static List<ConfigKey<?>> all() {
    return List.of(KEY_FILE, LISTEN, ANNOUNCE);
  }

  /**
   * Returns what is to be announced; empty if nothing is configured.
   *
   * @throws ConfigException when it is no address, or when there are too many
   */
  static List<MemberAddress> announced(Config config) {
    List<MemberAddress> all = new ArrayList<>();
    for (Endpoint each : config.find(ANNOUNCE).orElse(List.of())) {
      try {
        all.add(new MemberAddress(each.host(), each.port()));
      } catch (IllegalArgumentException e) {
        throw problem(config, each + ": " + e.getMessage());
      }
    }
    if (all.size() > MemberAddress.MOST) {
      throw problem(config, "has " + all.size() + " addresses; at most " + MemberAddress.MOST);
    }
    return all;
  }

  private static ConfigException problem(Config config, String what) {
    return new ConfigException(List.of(config.problem(ANNOUNCE.name(), what)));
  }
}
