package dev.baton.compose.wiring;

import static dev.baton.compose.wiring.CommonKeys.within;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.Fallback;
import dev.baton.compose.config.ValueType;
import dev.baton.compose.config.ValueTypes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The configuration keys of one probe, {@code agent.probes.<name>.*}. */
final class ProbeKeys {

  static final ConfigKey<String> KIND =
      new ConfigKey<>(
          name("kind"),
          ValueTypes.choice("tcp", "http", "script", "process", "interface", "gateway"),
          Fallback.REQUIRED,
          "What the probe looks at.");
  static final ConfigKey<String> WEIGHT =
      ConfigKey.of(
          name("weight"),
          ValueTypes.choice("required", "advisory"),
          "required",
          "Whether the node is healthy only while it passes, or it is merely shown.");
  static final ConfigKey<Duration> INTERVAL =
      optional(
          "interval",
          within("10ms", "1h"),
          "`1s`; `200ms` for process and interface",
          "From the start of one look to the start of the next.");
  static final ConfigKey<Duration> TIMEOUT =
      ConfigKey.of(
          name("timeout"), within("10ms", "1h"), "1s", "After which a look counts as failed.");
  static final ConfigKey<Integer> RISE =
      ConfigKey.of(
          name("rise"),
          ValueTypes.number(1, 100, "samples"),
          "1",
          "How many samples in a row must pass before the probe passes.");
  static final ConfigKey<Integer> FALL =
      optional(
          "fall",
          ValueTypes.number(1, 100, "samples"),
          "`2`; `1` for process and interface",
          "How many samples in a row must fail before the probe fails.");
  static final ConfigKey<String> INITIAL =
      ConfigKey.of(
          name("initial"),
          ValueTypes.choice("passing", "failing"),
          "failing",
          "What the probe says until rise or fall was reached for the first time.");

  static final ConfigKey<Endpoint> ADDRESS =
      optional("address", ValueTypes.ENDPOINT, "required by tcp", "tcp: where to connect.");
  static final ConfigKey<String> SEND =
      optional("send", ValueTypes.TEXT, "nothing", "tcp: what to send once connected.");
  static final ConfigKey<String> EXPECT =
      optional(
          "expect",
          ValueTypes.TEXT,
          "a connection is enough",
          "tcp: what the answer must contain.");
  static final ConfigKey<URI> URL =
      optional("url", ValueTypes.URL, "required by http", "http: what to GET.");
  static final ConfigKey<SortedSet<Integer>> STATUSES =
      ConfigKey.of(name("statuses"), ValueTypes.STATUSES, "200-299", "http: which statuses pass.");
  static final ConfigKey<Pattern> BODY =
      optional("body", ValueTypes.EXPRESSION, "any body", "http: what must be found in the body.");
  static final ConfigKey<Path> CA_FILE =
      optional(
          "ca-file",
          ValueTypes.PATH,
          "those of the JDK",
          "http: certificates in PEM form to believe instead.");
  static final ConfigKey<Boolean> INSECURE =
      ConfigKey.of(
          name("insecure"),
          ValueTypes.SWITCH,
          "false",
          "http: true believes any certificate, so anybody may answer.");
  static final ConfigKey<Boolean> FOLLOW_REDIRECTS =
      ConfigKey.of(
          name("follow-redirects"),
          ValueTypes.SWITCH,
          "false",
          "http: whether a redirect is followed, or its own status counts.");
  static final ConfigKey<List<String>> COMMAND =
      optional(
          "command",
          ValueTypes.COMMAND,
          "required by script",
          "script: what to run; it passes with exit status 0.");
  static final ConfigKey<String> UNIT =
      optional("unit", ValueTypes.TEXT, "another source", "process: the systemd unit that has it.");
  static final ConfigKey<Path> PID_FILE =
      optional("pid-file", ValueTypes.PATH, "another source", "process: the file with its number.");
  static final ConfigKey<List<String>> PID_COMMAND =
      optional(
          "pid-command",
          ValueTypes.COMMAND,
          "another source",
          "process: a command that prints its number.");
  static final ConfigKey<String> INTERFACE =
      optional(
          "interface",
          ValueTypes.TEXT,
          "required by interface",
          "interface: whose carrier is watched.");
  static final ConfigKey<String> GATEWAY =
      ConfigKey.of(
          name("gateway"),
          ValueTypes.TEXT,
          "default",
          "gateway: whom to ping: `default`, `default-ipv6` (by the routes) or an address.");

  /** The keys of every kind of probe. */
  private static final List<ConfigKey<?>> GENERAL =
      List.of(KIND, WEIGHT, INTERVAL, TIMEOUT, RISE, FALL, INITIAL);

  /** The keys of one kind of probe only. */
  private static final Map<String, List<ConfigKey<?>>> OWN =
      Map.of(
          "tcp", List.of(ADDRESS, SEND, EXPECT),
          "http", List.of(URL, STATUSES, BODY, CA_FILE, INSECURE, FOLLOW_REDIRECTS),
          "script", List.of(COMMAND),
          "process", List.of(UNIT, PID_FILE, PID_COMMAND),
          "interface", List.of(INTERFACE),
          "gateway", List.of(GATEWAY));

  private ProbeKeys() {}

  /** Returns every key of a probe, first those of every kind. */
  static List<ConfigKey<?>> all() {
    List<ConfigKey<?>> keys = new ArrayList<>(GENERAL);
    for (String kind : List.of("tcp", "http", "script", "process", "interface", "gateway")) {
      keys.addAll(OWN.getOrDefault(kind, List.of()));
    }
    return keys;
  }

  /**
   * Returns the keys of a probe that its kind does not have, with the kind to which they belong.
   */
  static SortedMap<String, String> foreignTo(String kind, String probe) {
    SortedMap<String, String> foreign = new TreeMap<>();
    OWN.forEach(
        (owner, keys) -> {
          if (!owner.equals(kind)) {
            keys.forEach(key -> foreign.put(key.at(probe), owner));
          }
        });
    return foreign;
  }

  private static String name(String field) {
    return "agent.probes.<name>." + field;
  }

  private static <T> ConfigKey<T> optional(
      String field, ValueType<T> type, String otherwise, String doc) {
    return ConfigKey.optional(name(field), type, otherwise, doc);
  }
}
