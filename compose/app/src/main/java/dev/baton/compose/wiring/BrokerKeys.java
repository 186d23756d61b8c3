package dev.baton.compose.wiring;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.ValueTypes;
import java.nio.file.Path;
import java.util.List;

/** The configuration keys of the embedded broker. */
public final class BrokerKeys {

  /** The data directory; empty: a temporary directory. */
  public static final ConfigKey<Path> DATA_DIRECTORY =
      ConfigKey.optional(
          "broker.data-directory",
          ValueTypes.PATH,
          "a temporary one, deleted at the end",
          "Where the broker keeps its data; made and formatted at the first start.");

  /** The address on which it listens. */
  public static final ConfigKey<Endpoint> LISTEN =
      ConfigKey.of(
          "broker.listen",
          ValueTypes.ENDPOINT,
          "127.0.0.1:9092",
          "Where the broker listens, without authentication; port 0 takes a free one.");

  /** The host that clients are told; empty: the one on which it listens. */
  public static final ConfigKey<String> ADVERTISE =
      ConfigKey.optional(
          "broker.advertised-host",
          ValueTypes.TEXT,
          "the host it listens on",
          "The host that clients are told to connect to.");

  private BrokerKeys() {}

  static List<ConfigKey<?>> all() {
    return List.of(DATA_DIRECTORY, LISTEN, ADVERTISE);
  }
}
