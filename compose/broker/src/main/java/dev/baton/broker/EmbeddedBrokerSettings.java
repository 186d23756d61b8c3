package dev.baton.broker;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of a broker.
 *
 * @param dataDirectory created and formatted at the first start, used again at later ones
 * @param listenHost the address to bind, {@code 0.0.0.0} for every address of this network
 *     namespace
 * @param port the port to bind; 0 picks a free one at every start
 * @param advertisedHost the address that clients are told to connect to
 * @param quorum the group of brokers that it belongs to; empty for a single broker
 * @param properties further properties of the broker, which override those from the other settings
 */
public record EmbeddedBrokerSettings(
    Path dataDirectory,
    String listenHost,
    int port,
    String advertisedHost,
    Optional<BrokerQuorum> quorum,
    SortedMap<String, String> properties) {
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when a host is blank or the port is out of range
   */
  public EmbeddedBrokerSettings {
    if (listenHost.isBlank() || advertisedHost.isBlank()) {
      throw new IllegalArgumentException("A broker needs a host to listen on and to advertise");
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("Port " + port + " is not in 0 to " + HIGHEST_PORT);
    }
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** Creates the settings of a single broker. */
  public EmbeddedBrokerSettings(
      Path dataDirectory, String listenHost, int port, String advertisedHost) {
    this(dataDirectory, listenHost, port, advertisedHost, Optional.empty(), new TreeMap<>());
  }

  /** Returns the settings of a broker for this machine only, on a free port. */
  public static EmbeddedBrokerSettings onLoopback(Path dataDirectory) {
    return new EmbeddedBrokerSettings(dataDirectory, "127.0.0.1", 0, "127.0.0.1");
  }

  /** Returns the same settings for one of several brokers. */
  public EmbeddedBrokerSettings in(BrokerQuorum those) {
    return new EmbeddedBrokerSettings(
        dataDirectory, listenHost, port, advertisedHost, Optional.of(those), properties);
  }

  /** Returns the same settings with another port. */
  public EmbeddedBrokerSettings withPort(int otherPort) {
    return new EmbeddedBrokerSettings(
        dataDirectory, listenHost, otherPort, advertisedHost, quorum, properties);
  }

  /** Returns the same settings with further properties. */
  public EmbeddedBrokerSettings with(SortedMap<String, String> further) {
    return new EmbeddedBrokerSettings(
        dataDirectory, listenHost, port, advertisedHost, quorum, further);
  }
}
