package dev.baton.compose.wiring;

import static dev.baton.compose.wiring.CommonKeys.within;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ValueType;
import dev.baton.compose.config.ValueTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The configuration keys of the responder actuator, {@code responder.*}. */
final class ResponderKeys {

  private static final String NONE = "none";

  static final ConfigKey<Integer> PORT =
      ConfigKey.of(
          "responder.port",
          ValueTypes.number(1, 65_535, "port"),
          "61000",
          "The TCP port that the load balancer probes; shut by the kernel unless the lease lives."
              + " No port that something else uses, and above 60999 so that no outgoing connection"
              + " takes it.");
  static final ConfigKey<String> PATH =
      ConfigKey.of(
          "responder.path",
          ValueTypes.TEXT,
          "/",
          "The path that the load balancer asks for, without a query.");
  static final ConfigKey<String> BIND =
      ConfigKey.optional(
          "responder.bind",
          ValueTypes.TEXT,
          "all addresses, IPv4 and IPv6",
          "One address of this node to answer at; Google's balancers ask the VIP itself, so that"
              + " leave all.");
  static final ConfigKey<String> ADDRESSES =
      ConfigKey.of(
          "responder.addresses",
          ValueTypes.TEXT,
          "lo",
          "The interface that carries the VIPs while the node holds (floating IP, direct server"
              + " return, passthrough); `none` if packets arrive at the node's own address.");
  static final ConfigKey<List<Integer>> SERVICE_PORTS =
      ConfigKey.optional(
          "responder.service-ports",
          new Ports(),
          "none",
          "TCP ports of the service, for `responder.addresses: none`: all connections to them are"
              + " reset when the node lets go.");
  static final ConfigKey<String> IDENTITY_INTERFACE =
      ConfigKey.optional(
          "responder.identity-interface",
          ValueTypes.TEXT,
          "the first that has an Ethernet address",
          "Whose Ethernet address tells a cloned machine from its original.");
  static final ConfigKey<Path> STATE_DIRECTORY =
      ConfigKey.of(
          "responder.state-directory",
          ValueTypes.PATH,
          "/var/lib/baton",
          "Where this installation's identity is kept.");
  static final ConfigKey<Duration> STANDBY_SILENCE_TIMEOUT =
      ConfigKey.of(
          "responder.standby-silence-timeout",
          within("3s", "1h"),
          "5s",
          "A standby that hears no folding leader for this long gives its session up.");

  private ResponderKeys() {}

  static List<ConfigKey<?>> all() {
    return List.of(
        PORT,
        PATH,
        BIND,
        ADDRESSES,
        SERVICE_PORTS,
        IDENTITY_INTERFACE,
        STATE_DIRECTORY,
        STANDBY_SILENCE_TIMEOUT);
  }

  /** Returns the interface for the VIPs, if one is configured. */
  static Optional<String> addressesOn(Config config) {
    return Optional.of(config.get(ADDRESSES)).filter(name -> !name.equals(NONE));
  }

  /**
   * Returns the path.
   *
   * @throws ConfigException when it is no path
   */
  static String path(Config config) {
    String path = config.get(PATH);
    if (!path.startsWith("/")) {
      throw new ConfigException(
          List.of(config.problem(PATH.name(), "\"" + path + "\" does not begin with a slash")));
    }
    return path;
  }

  /** A list of port numbers. */
  private record Ports() implements ValueType<List<Integer>> {
    private static final ValueType<Integer> ONE = ValueTypes.number(1, 65_535, "port");

    @Override
    public List<Integer> parse(List<String> written) {
      return written.stream()
          .flatMap(text -> Arrays.stream(text.split(",", -1)))
          .map(text -> ONE.parse(List.of(text.trim())))
          .toList();
    }

    @Override
    public String unit() {
      return "ports";
    }

    @Override
    public String range() {
      return ONE.range() + ", as a list or with commas";
    }
  }
}
